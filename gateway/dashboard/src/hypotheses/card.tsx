import type { Hypothesis } from "../api/types";
import { useLabel } from "../app/metrics";
import { odds } from "../format/number";
import { asSentence } from "../format/words";
import { EvidenceWhy } from "../parts/why";
import { s } from "../strings";
import { EvidenceChart } from "./evidence_chart";
import { Interval } from "./interval";
import { columnOf, inWords, last } from "./story";

export function StatusTag({ hypothesis: h }: { hypothesis: Hypothesis }) {
  return (
    <span class={`tag ${columnOf(h.status)}`}>
      {s.hypotheses.status[h.status] ?? h.status}
    </span>
  );
}

function Title({ hypothesis: h }: { hypothesis: Hypothesis }) {
  const label = useLabel();
  return (
    <h3>
      <a href={`#/hypotheses/${encodeURIComponent(h.id)}`}>
        {inWords(h, label)}
      </a>
    </h3>
  );
}

/** An idea that waits or has ended: what it was, and why it is there. */
export function ShortCard({ hypothesis: h }: { hypothesis: Hypothesis }) {
  return (
    <article class="card idea short" data-id={h.id}>
      <Title hypothesis={h} />
      <div class="facts-line">
        <StatusTag hypothesis={h} />
        <span class="quiet small">
          {s.hypotheses.evidenceDays(h.evidence_days)}
        </span>
        <EvidenceWhy hypothesis={h} />
      </div>
      {h.reason && <p class="small">{asSentence(h.reason)}</p>}
    </article>
  );
}

/** One idea: its prediction, its evidence growing, what would refute it. */
export function HypothesisCard({ hypothesis: h }: { hypothesis: Hypothesis }) {
  const newest = last(h.evidence);
  const p = h.prediction;
  return (
    <article class="card idea" data-id={h.id} data-days={newest?.n ?? 0}>
      <Title hypothesis={h} />
      <div class="facts-line">
        <StatusTag hypothesis={h} />
        <span class="quiet small">
          {s.hypotheses.evidenceDays(newest?.n ?? h.evidence_days)}
        </span>
      </div>
      <div class="weight">
        <span class="odds">{newest ? odds(newest.log_e) : "–"}</span>
        <span class="quiet small">{s.hypotheses.forIt}</span>
        <EvidenceWhy hypothesis={h} />
      </div>
      <EvidenceChart points={h.evidence} />
      {h.effect && (
        <Interval effect={h.effect} cause={p.cause} outcome={p.effect} />
      )}
      {p.would_refute && (
        <p class="refute small">
          <span class="quiet">{s.hypotheses.refute}: </span>
          {asSentence(p.would_refute)}
        </p>
      )}
    </article>
  );
}
