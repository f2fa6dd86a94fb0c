import { s } from "../strings";
import { number, percent } from "./number";

export type System = "metric" | "imperial";

/** A value as a person reads it: "7 h 24 min", or "54.2" and "ms". */
export interface Quantity {
  text: string;
  unit: string;
}

interface Conversion {
  unit: string;
  factor: number;
  offset: number;
}

// Exact by definition: pound 0.45359237 kg, mile 1609.344 m, inch 2.54 cm,
// US fluid ounce 29.5735295625 ml; Fahrenheit 1.8 C + 32.
const imperial: Record<string, Conversion> = {
  kg: { unit: "lb", factor: 1 / 0.45359237, offset: 0 },
  km: { unit: "mi", factor: 1 / 1.609344, offset: 0 },
  m: { unit: "ft", factor: 1 / 0.3048, offset: 0 },
  cm: { unit: "in", factor: 1 / 2.54, offset: 0 },
  "km/h": { unit: "mph", factor: 1 / 1.609344, offset: 0 },
  mL: { unit: "fl oz", factor: 1 / 29.5735295625, offset: 0 },
  "°C": { unit: "°F", factor: 1.8, offset: 32 },
};

// The catalogue's units that people write in another way, or not at all.
const names: Record<string, string> = {
  degC: "°C",
  ug: "µg",
  uS: "µS",
  "kg/m2": "kg/m²",
  "/min": "per min",
  "1-10": "of 10",
  count: "",
  bool: "",
  score: "",
  strain: "",
  level: "",
  au: "",
};

function split(minutes: number): Quantity {
  const sign = minutes < 0 ? "\u2212" : "";
  const size = Math.abs(Math.round(minutes));
  const rest = `${size % 60}\u202fmin`;
  const hours = Math.floor(size / 60);
  return { text: sign + (hours ? `${hours}\u202fh ${rest}` : rest), unit: "" };
}

/** Of one day: yes or no; of several: on how many of them. */
function yesNo(value: number): string {
  if (value === 0 || value === 1) return s.common.yesNo(value === 1);
  return percent(value);
}

/** The unit under which a value in `unit` is shown. */
export function shownUnit(unit: string, system: System): string {
  const name = names[unit] ?? unit;
  return system === "imperial" ? (imperial[name]?.unit ?? name) : name;
}

/** A number in the shown unit; a difference has no zero point. */
export function convert(
  value: number,
  unit: string,
  system: System,
  difference = false,
): number {
  const c = system === "imperial" ? imperial[names[unit] ?? unit] : undefined;
  if (!c) return value;
  return value * c.factor + (difference ? 0 : c.offset);
}

/** A value with its unit, in words where that is how people speak. */
export function quantity(
  value: number,
  unit: string,
  system: System,
  difference = false,
): Quantity {
  if (unit === "min" && Math.abs(value) >= 60) return split(value);
  if (unit === "h") return split(value * 60);
  if (unit === "bool" && !difference) return { text: yesNo(value), unit: "" };
  const shown = convert(value, unit, system, difference);
  return { text: number(shown), unit: shownUnit(unit, system) };
}

/** A middle and the spread around it, with the unit once: "32 ± 3.5 ms". */
export function aroundText(
  b: { median: number; spread: number },
  unit: string,
  system: System,
): string {
  const middle = quantity(b.median, unit, system);
  const spread = quantity(b.spread, unit, system, true);
  const after = middle.unit ? `\u00a0${middle.unit}` : "";
  if (unit === "bool") return middle.text;
  return `${middle.text} ± ${spread.text}${after}`;
}

/** The same as one text. */
export function quantityText(
  value: number,
  unit: string,
  system: System,
  difference = false,
): string {
  const q = quantity(value, unit, system, difference);
  if (q.unit === "") return q.text;
  return q.unit === "%" ? `${q.text}\u202f%` : `${q.text}\u00a0${q.unit}`;
}
