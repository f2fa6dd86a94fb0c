import type { Trial, TrialDay, TrialStatus } from "../api/types";

/** The groups of the page, in the order in which they ask for attention. */
export const groups = [
  { id: "running", states: ["running"] },
  { id: "proposed", states: ["proposed"] },
  { id: "over", states: ["finished", "stopped", "aborted", "declined"] },
] as const satisfies readonly {
  id: string;
  states: readonly TrialStatus[];
}[];

export type GroupId = (typeof groups)[number]["id"];

/** Those of a group, newest first. */
export function inGroup(all: readonly Trial[], id: GroupId): Trial[] {
  const states: readonly TrialStatus[] =
    groups.find(g => g.id === id)?.states ?? [];
  return all
    .filter(t => states.includes(t.status))
    .sort((a, b) => (a.updated < b.updated ? 1 : -1));
}

/** The local date of a moment, "2026-03-14". */
export function dateOf(at: Date): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** The part of a schedule that falls on `date`, if any does. */
export function dayOf(
  days: readonly TrialDay[],
  date: string,
): TrialDay | undefined {
  return days.find(d => d.date === date);
}

/** How many days of a schedule have begun on `date`, of how many. */
export function progress(
  days: readonly TrialDay[],
  date: string,
): { done: number; all: number } {
  return { done: days.filter(d => d.date <= date).length, all: days.length };
}

/** What a day looks like in the strip: its arm, or that nobody knows it. */
export function lookOf(day: TrialDay): string {
  return [
    day.arm === "on" || day.arm === "off" ? day.arm : "hidden",
    ...(day.washout ? ["washout"] : []),
    ...(day.adherence === "deviated" ? ["deviated"] : []),
  ].join(" ");
}

/** Days on and off up to `date`, washout days left out. */
export function counts(
  days: readonly TrialDay[],
  date: string,
): { on: number; off: number } {
  const past = days.filter(d => d.date <= date && !d.washout);
  return {
    on: past.filter(d => d.arm === "on").length,
    off: past.filter(d => d.arm === "off").length,
  };
}

/** Seconds that local time is ahead of UTC, as the node counts them. */
export function utcOffset(at = new Date()): number {
  return -at.getTimezoneOffset() * 60;
}
