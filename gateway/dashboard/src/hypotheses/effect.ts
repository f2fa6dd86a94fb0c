import type { MetricSummary } from "../api/types";
import { signed, whole } from "../format/number";
import { convert, shownUnit, type System } from "../format/units";
import { inside } from "../format/words";
import { s } from "../strings";

type Known = Pick<MetricSummary, "unit" | "baseline"> | undefined;

/**
 * A step of the cause that its own days really make: 1, 2 or 5 times a power
 * of ten below its spread, half an hour for long minutes; 1 while no spread is
 * known, and for what is counted or rated one by one.
 */
export function stepOf(cause: Known): number {
  const spread = cause?.baseline?.spread ?? 0;
  if (cause?.unit === "min" && spread >= 30) return 30;
  if (cause?.unit === "bool" || spread < 2) return 1;
  const power = 10 ** Math.floor(Math.log10(spread));
  return ([5, 2].find(n => spread >= n * power) ?? 1) * power;
}

/** Texts for an effect that is given in units of `effect` per one `cause`. */
export function effectText(
  cause: Known,
  effect: Known,
  system: System,
  causeLabel: string,
) {
  const step = stepOf(cause);
  const hours = effect?.unit === "h";
  const unit = hours ? "min" : differenceUnit(effect?.unit ?? "", system);
  const causeUnit = shownUnit(cause?.unit ?? "", system);
  const per = convert(1, cause?.unit ?? "", system, true);
  const shown = (v: number) => {
    const one = convert(v, effect?.unit ?? "", system, true) / per;
    return one * step * (hours ? 60 : 1);
  };
  return {
    unit,
    per: perStep(step, cause?.unit ?? "", causeUnit, inside(causeLabel)),
    text: (v: number) => [signed(shown(v)), unit].filter(x => x).join(" "),
  };
}

/** Steps on a scale of ten are points of it, not "of 10". */
function differenceUnit(unit: string, system: System): string {
  return unit === "1-10" ? s.knowledge.points : shownUnit(unit, system);
}

/** "per 10 mg", "per drink", "per 1,000 steps", "per point of day strain". */
function perStep(step: number, unit: string, shown: string, label: string) {
  const w = s.knowledge;
  if (unit === "bool") return w.perYes;
  if (unit === "count") return w.per(whole(step), label);
  if (shown === "") return w.perPoint(step, label);
  return step === 1 ? w.perOne(shown) : w.per(whole(step), shown);
}
