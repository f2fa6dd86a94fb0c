import type { ComponentChildren } from "preact";

import type { Evidence, Hypothesis, MetricSummary } from "../api/types";
import { settings } from "../app/settings";
import { useStore } from "../api/store";
import { number, odds, percent, whole } from "../format/number";
import { ago, clock, day } from "../format/time";
import { quantityText } from "../format/units";
import { last } from "../hypotheses/story";
import { s } from "../strings";
import { Icon } from "./icon";
import { Popover } from "./popover";

/** A row of facts; what is empty or absent is left out. */
export type Facts = (readonly [string, ComponentChildren])[];

export function FactList({ facts }: { facts: Facts }) {
  const known = facts.filter(
    ([, value]) => value !== undefined && value !== "" && value !== null,
  );
  return (
    <dl class="facts">
      {known.map(([name, value]) => (
        <>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </>
      ))}
    </dl>
  );
}

interface Props {
  title: string;
  text?: string;
  facts?: Facts;
  children?: ComponentChildren;
}

/** The question mark beside a number: where it comes from. */
export function Why({ title, text, facts, children }: Props) {
  return (
    <Popover
      title={title}
      label={s.common.whyOf(title)}
      className="why"
      face={<Icon name="why" size={14} />}
    >
      {() => (
        <>
          {text && <p>{text}</p>}
          {facts && <FactList facts={facts} />}
          {children}
        </>
      )}
    </Popover>
  );
}

/** The facts behind a metric's value and its baseline. */
export function MetricWhy(props: { metric: MetricSummary; text?: string }) {
  const { units } = useStore(settings);
  const { metric: m, text } = props;
  const b = m.baseline;
  const show = (v: number, difference = false) =>
    quantityText(v, m.unit, units, difference);
  const facts: Facts = [
    [s.common.latest, m.latest && show(m.latest.value)],
    [s.common.when, m.latest && ago(m.latest.time)],
    [s.common.source, m.latest?.source],
    [s.common.kind, m.kind],
    [s.common.median, b && show(b.median)],
    [s.common.spread, b && show(b.spread, true)],
    [s.common.values, b && whole(b.n)],
    [s.common.window, b && s.common.days(b.window_days)],
    [s.common.baselineId, b && <code>{b.id}</code>],
    [s.common.noBaseline, b ? "" : m.baseline_absent],
  ];
  return (
    <Why title={m.label} text={text} facts={facts}>
      <a href={`#/timeline?metric=${encodeURIComponent(m.metric)}`}>
        {s.common.onTimeline}
      </a>
    </Why>
  );
}

/** The facts behind the evidence of a hypothesis. */
export function EvidenceWhy({ hypothesis: h }: { hypothesis: Hypothesis }) {
  const newest = last(h.evidence);
  const w = s.hypotheses;
  const facts: Facts = [
    [w.forIt, newest && odds(newest.log_e)],
    [w.againstIt, newest && odds(newest.log_e_refute)],
    [s.common.values, newest && whole(newest.n)],
    [s.common.effectiveN, h.n_effective ? number(h.n_effective) : ""],
    [w.confidence, newest && percent(h.confidence)],
    [w.pValue, h.p_value ? number(h.p_value) : ""],
    [
      w.registered,
      h.prediction.registered_on && day(h.prediction.registered_on),
    ],
    [w.model, h.prediction.model],
    [w.position, h.position ? `#${whole(h.position)}` : ""],
  ];
  return <Why title={w.evidence} text={w.why} facts={facts} />;
}

/** A moment as a person reads it; "30 days" as it is. */
function windowText(text: string): string {
  return /^\d{4}-\d\d-\d\dT/.test(text) ? `${day(text)} ${clock(text)}` : text;
}

/** A footnote of an answer. */
export function Footnote({ evidence: e }: { evidence: Evidence }) {
  const { units } = useStore(settings);
  const value = e.value !== undefined && e.unit !== "";
  const facts: Facts = [
    [s.common.value, value ? quantityText(e.value!, e.unit, units) : ""],
    [s.common.sort, e.kind],
    [s.common.window, windowText(e.window)],
    [s.common.values, e.n ? whole(e.n) : ""],
    [
      s.common.provenance,
      e.provenance.length ? <code>{e.provenance.join(", ")}</code> : "",
    ],
  ];
  return (
    <Popover
      title={e.text}
      label={s.ask.footnote(e.id.replace(/^e/, ""))}
      className="note"
      face={e.id.replace(/^e/, "")}
    >
      {() => (
        <>
          <FactList facts={facts} />
          {e.metric && (
            <a href={`#/timeline?metric=${encodeURIComponent(e.metric)}`}>
              {s.common.onTimeline}
            </a>
          )}
        </>
      )}
    </Popover>
  );
}
