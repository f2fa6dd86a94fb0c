import type { Effect } from "../api/types";
import { settings } from "../app/settings";
import { labelOf, useMetrics } from "../app/metrics";
import { useStore } from "../api/store";
import { effectText } from "./effect";
import { s } from "../strings";

const width = 280;
const height = 34;

/** An effect as a person reads it: of the outcome, per step of the cause. */
export function useEffectText(cause: string, effect: string) {
  const { units } = useStore(settings);
  const { data } = useMetrics();
  const of = (m: string) => data?.find(x => x.metric === m);
  return effectText(of(cause), of(effect), units, labelOf(data, cause));
}

interface Props {
  effect: Effect;
  cause: string;
  outcome: string;
}

/** The 95 % interval as a bar against zero, with its estimate as a dot. */
export function Interval({ effect: e, cause, outcome }: Props) {
  const t = useEffectText(cause, outcome);
  const low = Math.min(e.ci_low, 0, e.units);
  const high = Math.max(e.ci_high, 0, e.units);
  const span = high - low || 1;
  const x = (v: number) => 10 + ((v - low) / span) * (width - 20);
  const sides = e.ci_low > 0 ? "up" : e.ci_high < 0 ? "down" : "open";
  return (
    <figure class="interval">
      <figcaption>
        <strong>{t.text(e.units)}</strong> {t.per}
        <span class="quiet">
          {s.hypotheses.interval(t.text(e.ci_low), t.text(e.ci_high))}
        </span>
      </figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true" class={sides}>
        <path class="rule" d={`M4 ${height - 17}H${width - 4}`} />
        <path class="null" d={`M${x(0)} 4V${height - 10}`} />
        <path
          class="bar"
          d={`M${x(e.ci_low)} ${height - 17}H${x(e.ci_high)}`}
        />
        <circle class="dot" cx={x(e.units)} cy={height - 17} r={5} />
        <text
          class={x(0) > width / 2 ? "at last" : "at"}
          x={x(0)}
          y={height - 1}
        >
          0
        </text>
      </svg>
    </figure>
  );
}
