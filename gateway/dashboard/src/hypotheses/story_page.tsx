import { useState } from "preact/hooks";

import { api } from "../api/client";
import { Problem } from "../api/problem";
import { patch, useResource } from "../api/resource";
import type { Hypothesis } from "../api/types";
import { useLabel } from "../app/metrics";
import { number, percent, whole } from "../format/number";
import { ago, day } from "../format/time";
import { asSentence, inside } from "../format/words";
import { Icon } from "../parts/icon";
import { Lead, When } from "../parts/state";
import { EvidenceWhy, FactList, type Facts } from "../parts/why";
import { s } from "../strings";
import { StatusTag } from "./card";
import { EvidenceChart } from "./evidence_chart";
import { Interval } from "./interval";
import { Life } from "./life";
import { inWords } from "./story";

const ended = ["retired", "refuted", "stale"];

function Retire({ hypothesis: h }: { hypothesis: Hypothesis }) {
  const [sure, setSure] = useState(false);
  const [error, setError] = useState("");
  const w = s.hypotheses;
  if (ended.includes(h.status)) return null;
  const retire = async () => {
    try {
      const now = await api.retire(h.id);
      patch<Hypothesis>(`hypothesis/${h.id}`, () => now);
      patch<Hypothesis[]>("hypotheses", all =>
        all.map(x => (x.id === h.id ? now : x)),
      );
    } catch (e) {
      setError(e instanceof Problem ? e.message : s.common.failed);
    }
    setSure(false);
  };
  return (
    <div class="chips">
      {error && <p class="error">{error}</p>}
      {sure && <span class="ask-sure">{w.retireSure}</span>}
      {sure && (
        <button type="button" class="button danger" onClick={retire}>
          {w.retireYes}
        </button>
      )}
      <button type="button" class="button" onClick={() => setSure(!sure)}>
        {sure ? w.retireNo : w.retire}
      </button>
    </div>
  );
}

function Registered({ hypothesis: h }: { hypothesis: Hypothesis }) {
  const label = useLabel();
  const w = s.hypotheses;
  const p = h.prediction;
  const control = (c: string) => {
    const [metric = "", lag = "0"] = c.split("@");
    return `${inside(label(metric))} (${s.common.lagBefore(Number(lag))})`;
  };
  const facts: Facts = [
    [w.registered, p.registered_on && day(p.registered_on)],
    [w.proposer, w.proposers[p.proposer] ?? p.proposer],
    [
      w.expected,
      p.expected_size ? w.expectedText(number(p.expected_size)) : "",
    ],
    [w.controls, p.controls.map(control).join(", ") || w.controlsNone],
    [s.common.effectiveN, h.n_effective ? number(h.n_effective) : ""],
    [w.confidence, h.confidence ? percent(h.confidence) : ""],
    [w.model, p.model],
    [w.position, h.position ? `#${whole(h.position)}` : ""],
    [w.updated, h.updated && ago(h.updated)],
  ];
  return (
    <section class="card block">
      <h2>{w.story}</h2>
      <FactList facts={facts} />
    </section>
  );
}

function Said({ title, text }: { title: string; text: string }) {
  if (text === "") return null;
  return (
    <section class="card block">
      <h2>{title}</h2>
      <p>{asSentence(text)}</p>
    </section>
  );
}

function Story({ hypothesis: h }: { hypothesis: Hypothesis }) {
  const label = useLabel();
  const w = s.hypotheses;
  const p = h.prediction;
  return (
    <>
      <a class="back" href="#/hypotheses">
        <Icon name="back" size={18} />
        {w.back}
      </a>
      <Lead
        over={<StatusTag hypothesis={h} />}
        answer={inWords(h, label)}
        certainty={h.effect?.sentence}
      />
      <section class="card block" data-id={h.id}>
        <div class="head">
          <h2>{w.evidence}</h2>
          <EvidenceWhy hypothesis={h} />
        </div>
        <EvidenceChart points={h.evidence} large />
      </section>
      <div class="pair">
        <section class="card block">
          <h2>{w.effect}</h2>
          {h.effect ? (
            <Interval effect={h.effect} cause={p.cause} outcome={p.effect} />
          ) : (
            <p class="quiet">{w.effectNone}</p>
          )}
        </section>
        <Said title={w.reason} text={h.reason} />
        <Said title={w.refute} text={p.would_refute} />
        <Said title={w.rationale} text={p.rationale} />
      </div>
      <Life hypothesis={h} />
      <Registered hypothesis={h} />
      <Retire hypothesis={h} />
    </>
  );
}

/** One hypothesis from its registration to now. */
export function StoryPage({ id }: { id: string }) {
  const one = useResource(`hypothesis/${id}`, () => api.hypothesis(id));
  return <When of={one}>{h => <Story hypothesis={h} />}</When>;
}
