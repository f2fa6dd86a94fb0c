import { day } from "./time";

/** "hrv_rmssd" as a person would write it; used when no label is known. */
export function pretty(metric: string): string {
  const text = metric.replaceAll("_", " ").trim();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A label inside a sentence: "Late caffeine" but "HRV", "SpO₂". */
export function inside(label: string): string {
  const second = label.charAt(1);
  const acronym = second !== "" && second === second.toUpperCase();
  return acronym && /[A-Z0-9]/.test(second)
    ? label
    : label.charAt(0).toLowerCase() + label.slice(1);
}

/** A remark as a sentence: "taken out" as "Taken out.". */
export function asSentence(text: string): string {
  const trimmed = text.trim();
  const stop = trimmed === "" || /[.!?…]$/.test(trimmed) ? "" : ".";
  return trimmed.charAt(0).toUpperCase() + trimmed.slice(1) + stop;
}

/** "not enough data yet: 12 of 28 nights" as its parts, or nothing. */
export function progressOf(
  text: string,
): { done: number; total: number } | undefined {
  const found = /(\d+)\s+of\s+(\d+)/.exec(text);
  if (!found) return undefined;
  const [done, total] = [Number(found[1]), Number(found[2])];
  return total > 0 && done <= total ? { done, total } : undefined;
}

/** A sentence of the node as a page shows it: its dates, its minus signs. */
export function typeset(text: string): string {
  return text
    .replaceAll(/\b\d{4}-\d\d-\d\d\b/g, date => day(date))
    .replaceAll(/(?<![\w-])-(?=\d)/g, "\u2212");
}

/** A piece of an answer: text, or the footnotes that stand behind it. */
export type Piece = { text: string } | { notes: string[] };

/** Splits "… fell [e1, e2]." into text and footnotes. */
export function footnotes(text: string): Piece[] {
  const pieces: Piece[] = [];
  let last = 0;
  for (const hit of text.matchAll(/\s*\[(e\d+(?:\s*,\s*e\d+)*)\]/g)) {
    if (hit.index > last) pieces.push({ text: text.slice(last, hit.index) });
    pieces.push({ notes: hit[1]!.split(",").map(n => n.trim()) });
    last = hit.index + hit[0].length;
  }
  if (last < text.length) pieces.push({ text: text.slice(last) });
  return pieces;
}
