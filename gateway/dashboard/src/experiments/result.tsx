import { useStore } from "../api/store";
import type { Trial, TrialResult } from "../api/types";
import { settings } from "../app/settings";
import { number, signed } from "../format/number";
import { convert, shownUnit } from "../format/units";
import { asSentence } from "../format/words";
import { FactList, type Facts } from "../parts/why";
import { s } from "../strings";

const w = s.experiments;
const width = 280;

/** The interval of on less off against no difference at all. */
function Bar({ low, high, at }: { low: number; high: number; at: number }) {
  const least = Math.min(low, 0);
  const span = Math.max(high, 0) - least || 1;
  const x = (v: number) => 10 + ((v - least) / span) * (width - 20);
  const side = low > 0 ? "up" : high < 0 ? "down" : "open";
  return (
    <svg viewBox={`0 0 ${width} 34`} aria-hidden="true" class={side}>
      <path class="rule" d={`M4 17H${width - 4}`} />
      <path class="null" d={`M${x(0)} 4V24`} />
      <path class="bar" d={`M${x(low)} 17H${x(high)}`} />
      <circle class="dot" cx={x(at)} cy={17} r={5} />
      <text class={x(0) > width / 2 ? "at last" : "at"} x={x(0)} y={33}>
        0
      </text>
    </svg>
  );
}

function Difference({ result: r }: { result: TrialResult }) {
  const { units } = useStore(settings);
  const { difference, ci_low, ci_high } = r;
  if (difference === undefined || ci_low === undefined) return null;
  if (ci_high === undefined) return null;
  const shown = (v: number) => convert(v, r.unit, units, true);
  const text = (v: number) =>
    `${signed(shown(v))} ${shownUnit(r.unit, units)}`.trim();
  return (
    <figure class="interval">
      <figcaption>
        {w.difference(text(difference), text(ci_low), text(ci_high))}
      </figcaption>
      <Bar low={ci_low} high={ci_high} at={difference} />
    </figure>
  );
}

/** What the days say, in words first. */
export function Result({ trial }: { trial: Trial }) {
  const r = trial.result;
  const counted = r && r.days_counted > 0;
  const facts: Facts = r
    ? [
        [w.days, counted ? number(r.days_counted) : ""],
        [w.pairs, r.pairs ? number(r.pairs) : ""],
        [w.p, r.p_value === undefined ? "" : number(r.p_value)],
        [
          w.adherence,
          w.adherenceText(r.days_followed, r.days_deviated, r.days_unknown),
        ],
      ]
    : [];
  return (
    <section class="card block">
      <h2>{w.result}</h2>
      {r?.sentence && <p>{asSentence(r.sentence)}</p>}
      {r && <Difference result={r} />}
      {!counted && !r?.sentence && <p class="quiet">{w.noResult}</p>}
      {r?.reason && <p class="quiet small">{asSentence(r.reason)}</p>}
      {r && <FactList facts={facts} />}
    </section>
  );
}
