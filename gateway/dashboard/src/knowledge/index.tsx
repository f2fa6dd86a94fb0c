import { useState } from "preact/hooks";

import { api } from "../api/client";
import { useResource } from "../api/resource";
import type { Insight } from "../api/types";
import { useLabel } from "../app/metrics";
import { number, percent } from "../format/number";
import { day } from "../format/time";
import { useEffectText, Interval } from "../hypotheses/interval";
import { Empty, Lead, When } from "../parts/state";
import { Why, type Facts } from "../parts/why";
import { s } from "../strings";
import { GraphView } from "./graph";

const w = s.knowledge;

function InsightWhy({ insight: i }: { insight: Insight }) {
  const grade = s.common.grades[i.grade] ?? i.grade;
  const facts: Facts = [
    [w.grade, grade],
    [s.common.effectiveN, i.n_effective ? number(i.n_effective) : ""],
    [w.sure, percent(i.confidence)],
    [w.since, i.since && day(i.since)],
    [
      s.common.provenance,
      i.provenance.length ? <code>{i.provenance.join(", ")}</code> : "",
    ],
  ];
  return (
    <Why title={grade} text={s.common.gradeHints[i.grade]} facts={facts}>
      <a href={`#/hypotheses/${encodeURIComponent(i.id)}`}>{w.story}</a>
    </Why>
  );
}

function GradeTag({ grade }: { grade: string }) {
  return <span class={`tag ${grade}`}>{s.common.grades[grade] ?? grade}</span>;
}

/** One insight in words, with its interval and its limits. */
function Detail({ insight: i }: { insight: Insight }) {
  return (
    <section class="card block detail" aria-live="polite">
      <div class="head">
        <GradeTag grade={i.grade} />
        <InsightWhy insight={i} />
      </div>
      <p class="saying">{i.sentence}</p>
      {i.estimate && (
        <Interval effect={i.estimate} cause={i.cause} outcome={i.effect} />
      )}
      {i.limits && (
        <p class="small quiet">
          {w.limits}: {i.limits}
        </p>
      )}
      <a href={`#/hypotheses/${encodeURIComponent(i.id)}`}>{w.story}</a>
    </section>
  );
}

function Row({ insight: i }: { insight: Insight }) {
  const label = useLabel();
  const t = useEffectText(i.cause, i.effect);
  const e = i.estimate;
  return (
    <tr>
      <th scope="row">{label(i.cause)}</th>
      <td data-name={w.effect}>{label(i.effect)}</td>
      <td data-name={w.lag}>{s.common.lag(i.lag_days)}</td>
      <td data-name={w.size}>
        {e && (
          <span>
            <strong>{t.text(e.units)}</strong> {t.per}
            <br />
            <span class="quiet small">
              {t.text(e.ci_low)} … {t.text(e.ci_high)}
            </span>
          </span>
        )}
      </td>
      <td data-name={w.sure}>{percent(i.confidence)}</td>
      <td data-name={w.grade}>
        <GradeTag grade={i.grade} />
      </td>
      <td data-name={w.state}>{w.states[i.status] ?? i.status}</td>
      <td data-name={w.since}>{i.since && day(i.since)}</td>
      <td>
        <InsightWhy insight={i} />
      </td>
    </tr>
  );
}

function Table({ insights }: { insights: Insight[] }) {
  const heads = [w.cause, w.effect, w.lag, w.size, w.sure, w.grade];
  return (
    <section class="card block">
      <h2>{w.table}</h2>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              {[...heads, w.state, w.since].map(h => (
                <th scope="col" key={h}>
                  {h}
                </th>
              ))}
              <td>
                <span class="hidden">{s.common.why}</span>
              </td>
            </tr>
          </thead>
          <tbody>
            {insights.map(i => (
              <Row key={i.id} insight={i} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Known({ insights }: { insights: Insight[] }) {
  const graph = useResource("graph", api.graph);
  const [chosen, choose] = useState("");
  const one = insights.find(i => i.id === chosen) ?? insights[0]!;
  return (
    <>
      <div class="known">
        <section class="card block">
          <h2>{w.graph}</h2>
          <When of={graph}>
            {g => (
              <GraphView
                graph={g}
                insights={insights}
                chosen={one.id}
                onChoose={choose}
              />
            )}
          </When>
        </section>
        <Detail insight={one} />
      </div>
      <Table insights={insights} />
    </>
  );
}

/** What was found and still holds, as a graph and as a table. */
export function Knowledge() {
  const all = useResource("knowledge", api.knowledge);
  return (
    <When of={all}>
      {insights => (
        <>
          <Lead
            over={w.title}
            answer={w.answer(
              insights.filter(i => i.status === "current").length,
              insights.filter(i => i.grade === "experiment").length,
            )}
            certainty={w.certainty}
          />
          {insights.length === 0 ? (
            <Empty title={w.answer(0, 0)} hint={w.empty}>
              <a href="#/hypotheses">{w.emptyLink}</a>
            </Empty>
          ) : (
            <Known insights={insights} />
          )}
        </>
      )}
    </When>
  );
}
