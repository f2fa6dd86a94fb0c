import type { Effect } from "../api/types";
import { settings } from "../app/settings";
import { useMetrics } from "../app/metrics";
import { useStore } from "../api/store";
import { signed } from "../format/number";
import { convert, shownUnit, type System } from "../format/units";
import { s } from "../strings";

const width = 280;
const height = 34;

/** An effect in the units a person sees: of the effect, per one of the cause. */
export function useEffectText(cause: string, effect: string) {
  const { units } = useStore(settings);
  const { data } = useMetrics();
  const unit = (m: string) => data?.find(x => x.metric === m)?.unit ?? "";
  return effectText(unit(cause), unit(effect), units);
}

/** Pure part of the above: units of cause and effect in, texts out. */
export function effectText(cause: string, effect: string, system: System) {
  const per = convert(1, cause, system, true);
  const shown = (v: number) => convert(v, effect, system, true) / per;
  const unit = shownUnit(effect, system);
  return {
    shown,
    unit,
    per: s.knowledge.per(shownUnit(cause, system)),
    text: (v: number) =>
      unit ? `${signed(shown(v))} ${unit}` : signed(shown(v)),
  };
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
