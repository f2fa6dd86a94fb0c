import type { StreamEvent } from "../api/types";
import { pretty } from "../format/words";
import type { Window } from "./axis";

/** One journal entry as the lane shows it. */
export interface Mark {
  at: number;
  label: string;
  /** False when the entry says that it did not happen. */
  happened: boolean;
  text: string;
}

export interface Lane {
  label: string;
  marks: Mark[];
}

const named = ["name", "question", "activity", "label", "tag"];
const valued = ["answer", "answered", "answered_yes", "value", "amount"];
const no = new Set(["no", "false", "0", ""]);

function first(data: Record<string, unknown>, keys: string[]): unknown {
  return keys.map(k => data[k]).find(v => v !== undefined && v !== null);
}

/** A journal entry out of its event; "did not happen" is also an entry. */
export function markOf(event: StreamEvent): Mark {
  const type = typeof event.data.type === "string" ? event.data.type : "";
  const inner = (event.data.data ?? {}) as Record<string, unknown>;
  const name = first(inner, named);
  const value = first(inner, valued);
  const label = typeof name === "string" && name ? name : pretty(type);
  const time = event.data.time_ms;
  const ms = typeof time === "number" ? time : Date.parse(event.time);
  const flag = value === undefined || typeof value === "boolean";
  const rest = Object.entries(inner)
    .filter(([k, v]) => !named.includes(k) && typeof v !== "object" && v !== "")
    .filter(([, v]) => typeof v !== "boolean")
    .map(([k, v]) => `${k.replaceAll("_", " ")} ${String(v)}`);
  return {
    at: ms / 1000,
    label,
    happened: value === undefined || !no.has(String(value).toLowerCase()),
    text: flag && rest.length === 0 ? "" : rest.join(", "),
  };
}

/** Lanes by label, those with the most marks in the window first. */
export function lanes(
  marks: readonly Mark[],
  window: Window,
  most = 6,
): { lanes: Lane[]; more: number } {
  const by = new Map<string, Mark[]>();
  for (const mark of marks) {
    if (mark.at < window.from || mark.at > window.to) continue;
    by.set(mark.label, [...(by.get(mark.label) ?? []), mark]);
  }
  const happened = (l: Lane) => l.marks.filter(m => m.happened).length;
  const all = [...by].map(([label, found]) => ({ label, marks: found }));
  all.sort((a, b) => happened(b) - happened(a) || (a.label < b.label ? -1 : 1));
  return { lanes: all.slice(0, most), more: Math.max(0, all.length - most) };
}
