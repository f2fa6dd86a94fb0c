import { number } from "../format/number";
import { convert, quantityText, shownUnit, type System } from "../format/units";

/** How a metric is put on a y axis. */
export interface Scale {
  /** From the metric's own unit to the axis. */
  axis: (value: number, difference?: boolean) => number;
  /** Words for a value in the metric's own unit. */
  text: (value: number) => string;
  tick: (value: number) => string;
  unit: string;
}

/** Minutes that are hours long are drawn in hours; the rest as it is shown. */
export function scaleOf(unit: string, typical: number, system: System): Scale {
  const text = (v: number) => quantityText(v, unit, system);
  if (unit === "min" && typical >= 120)
    return { axis: v => v / 60, text, tick: number, unit: "h" };
  if (unit === "bool")
    return {
      axis: v => v,
      text,
      tick: v => (v === 0 || v === 1 ? text(v) : ""),
      unit: "",
    };
  return {
    axis: (v, difference = false) => convert(v, unit, system, difference),
    text,
    tick: v => (Math.abs(v) >= 10_000 ? `${number(v / 1000)}k` : number(v)),
    unit: shownUnit(unit, system),
  };
}
