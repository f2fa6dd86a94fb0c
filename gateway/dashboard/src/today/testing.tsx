import type { Hypothesis } from "../api/types";
import { useLabel } from "../app/metrics";
import { odds } from "../format/number";
import { EvidenceChart } from "../hypotheses/evidence_chart";
import { inWords, last } from "../hypotheses/story";
import { EvidenceWhy } from "../parts/why";
import { s } from "../strings";

function Row({ hypothesis: h }: { hypothesis: Hypothesis }) {
  const label = useLabel();
  const newest = last(h.evidence);
  return (
    <li class="testing-row" data-id={h.id} data-days={newest?.n ?? 0}>
      <div>
        <a href={`#/hypotheses/${encodeURIComponent(h.id)}`}>
          {inWords(h, label)}
        </a>
        <p class="quiet small">{s.today.days(newest?.n ?? h.evidence_days)}</p>
      </div>
      <EvidenceChart points={h.evidence} />
      <div class="weight">
        <span class="odds">{newest ? odds(newest.log_e) : "–"}</span>
        <EvidenceWhy hypothesis={h} />
      </div>
    </li>
  );
}

/** What the coming days will decide. */
export function Testing({ hypotheses }: { hypotheses: Hypothesis[] }) {
  return (
    <section class="card block" aria-labelledby="testing-now">
      <div class="head">
        <h2 id="testing-now">{s.today.testing}</h2>
        <a class="small" href="#/hypotheses">
          {s.today.all}
        </a>
      </div>
      {hypotheses.length === 0 ? (
        <p class="quiet">{s.today.testingNone}</p>
      ) : (
        <ul>
          {hypotheses.slice(0, 5).map(h => (
            <Row key={h.id} hypothesis={h} />
          ))}
        </ul>
      )}
    </section>
  );
}
