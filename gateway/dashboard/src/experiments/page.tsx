import { api } from "../api/client";
import { useResource } from "../api/resource";
import type { Trial, TrialDay } from "../api/types";
import { useLabel } from "../app/metrics";
import { day } from "../format/time";
import { asSentence, inside } from "../format/words";
import { EvidenceChart } from "../hypotheses/evidence_chart";
import { Icon } from "../parts/icon";
import { Lead, When } from "../parts/state";
import { FactList, type Facts } from "../parts/why";
import { s } from "../strings";
import { Decide } from "./decide";
import { counts, dateOf, lookOf } from "./plan";
import { Result } from "./result";
import { TodaysPart } from "./today";

const w = s.experiments;

/** "Evening walk, for deep sleep". */
export function useTitle(): (trial: Trial) => string {
  const label = useLabel();
  return ({ plan }) =>
    w.title_of(label(plan.cause), inside(label(plan.outcome)));
}

function Cell({ day: d, today }: { day: TrialDay; today: string }) {
  const when = d.date === today ? " now" : d.date < today ? " past" : "";
  const arm = w.arms[d.arm] ?? "";
  const told = w.told[d.adherence] ?? "";
  return (
    <li class={lookOf(d) + when}>
      <span class="hidden">
        {[day(d.date), arm || d.instruction, told].filter(x => x).join(", ")}
      </span>
    </li>
  );
}

function Schedule({ trial }: { trial: Trial }) {
  const today = dateOf(new Date());
  const { on, off } = counts(trial.days, today);
  if (trial.days.length === 0) return null;
  return (
    <section class="card block">
      <div class="head">
        <h2>{w.schedule}</h2>
        <span class="quiet small">{w.scheduleLabel(on, off)}</span>
      </div>
      <ol class="schedule" aria-label={w.schedule}>
        {trial.days.map(d => (
          <Cell key={d.date} day={d} today={today} />
        ))}
      </ol>
      <p class="key small quiet" aria-hidden="true">
        <i class="on" /> {w.arms.on} <i class="off" /> {w.arms.off}{" "}
        <i class="on washout" /> {w.washoutDays.toLowerCase()}
      </p>
    </section>
  );
}

function Plan({ trial }: { trial: Trial }) {
  const label = useLabel();
  const p = trial.plan;
  const days = 2 * p.pairs * p.block_days;
  const facts: Facts = [
    [w.on, p.on],
    [w.off, p.off],
    [w.outcome, label(p.outcome)],
    [w.length, days ? w.lengthText(days, 2 * p.pairs, p.block_days) : ""],
    [w.span, p.start && p.end ? `${day(p.start)} – ${day(p.end)}` : ""],
    [w.washoutDays, w.firstDays(p.washout_days)],
    [w.blinding, w.blindings[p.blinding] ?? p.blinding],
    [w.proposer, w.proposers[p.proposer] ?? p.proposer],
    [w.confirmed, p.clinician],
    [w.commitment, p.commitment],
    [w.seed, trial.seed],
  ];
  return (
    <section class="card block plan">
      <h2>{w.plan}</h2>
      <FactList facts={facts} />
      {p.hypothesis && (
        <a href={`#/hypotheses/${encodeURIComponent(p.hypothesis)}`}>
          {w.hypothesis}
        </a>
      )}
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

function Whole({ trial }: { trial: Trial }) {
  const title = useTitle();
  const running = trial.status === "running";
  return (
    <>
      <a class="back" href="#/experiments">
        <Icon name="back" size={18} />
        {w.back}
      </a>
      <Lead
        over={<span class="tag">{w.status[trial.status]}</span>}
        answer={title(trial)}
        certainty={trial.status === "proposed" ? trial.plan.on : undefined}
      />
      {running && (
        <section class="card block">
          <TodaysPart trial={trial} />
        </section>
      )}
      <Said title={w.reason} text={running ? "" : trial.reason} />
      <Said title={w.why} text={trial.plan.rationale} />
      {trial.status !== "proposed" && <Result trial={trial} />}
      {trial.evidence.length > 0 && (
        <section class="card block">
          <h2>{s.hypotheses.evidence}</h2>
          <EvidenceChart points={trial.evidence} large />
        </section>
      )}
      <Schedule trial={trial} />
      <Plan trial={trial} />
      <Decide trial={trial} />
    </>
  );
}

/** One experiment from its plan to its result. */
export function TrialPage({ id }: { id: string }) {
  const one = useResource(`experiment/${id}`, () => api.experiment(id));
  return <When of={one}>{trial => <Whole trial={trial} />}</When>;
}
