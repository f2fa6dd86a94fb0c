import type { EvidencePoint, Hypothesis, Status } from "../api/types";
import { inside } from "../format/words";
import { s } from "../strings";

/** The columns of the board: states that mean the same to a reader. */
export const columns = [
  { id: "testing", states: ["testing"] },
  { id: "holds", states: ["supported", "knowledge"] },
  { id: "waiting", states: ["proposed", "registered"] },
  {
    id: "fails",
    states: ["refuted", "contradicted", "association", "inconclusive"],
  },
  { id: "ended", states: ["stale", "retired"] },
] as const satisfies readonly { id: string; states: readonly Status[] }[];

export type ColumnId = (typeof columns)[number]["id"];

export function columnOf(status: Status): ColumnId {
  const found = columns.find(c =>
    (c.states as readonly Status[]).includes(status),
  );
  return found?.id ?? "waiting";
}

/** Evidence of both, by date; what came later wins. */
export function mergeEvidence(
  old: EvidencePoint[],
  next: EvidencePoint[],
): EvidencePoint[] {
  if (next.length >= old.length) return next;
  const by = new Map(old.map(p => [p.date, p]));
  for (const p of next) by.set(p.date, p);
  return [...by.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
}

/** The newer of two states of one hypothesis, with all of its evidence. */
export function mergeHypothesis(old: Hypothesis, next: Hypothesis): Hypothesis {
  if (next.position && next.position < old.position) return old;
  const evidence = mergeEvidence(old.evidence, next.evidence);
  return { ...old, ...next, evidence };
}

export function last<T>(list: readonly T[]): T | undefined {
  return list[list.length - 1];
}

/** "Caffeine predicts a fall in deep sleep the next day." */
export function inWords(
  h: Hypothesis,
  label: (metric: string) => string,
): string {
  const { cause, effect, direction, lag_days } = h.prediction;
  return s.hypotheses.prediction(
    label(cause),
    inside(label(effect)),
    direction < 0,
    s.common.lag(lag_days),
  );
}

/**
 * Where the chart of ln(E) ends: the threshold is always in sight, and one
 * step of evidence never fills the whole height.
 */
export function evidenceBounds(points: readonly EvidencePoint[]): {
  low: number;
  high: number;
} {
  let low = -0.5;
  let high = strong * 1.25;
  for (const p of points) {
    low = Math.min(low, p.log_e, p.log_e_refute);
    high = Math.max(high, p.log_e, p.log_e_refute);
  }
  return { low: Math.max(low, -3), high: high * 1.04 };
}

/** Where the day of a point lies between the first and the last, 0 to 1. */
export function shareOf(
  points: readonly EvidencePoint[],
): (p: EvidencePoint) => number {
  const days = (p: EvidencePoint) => Date.parse(p.date) / 86_400_000;
  const first = points[0] ? days(points[0]) : 0;
  const span = points.length > 1 ? days(last(points)!) - first : 0;
  return p => (span > 0 ? (days(p) - first) / span : 1);
}

/**
 * ln 20: of true nothings at most 1 in 20 ever crosses it, however often one
 * looks (Ville's inequality); the refutation e-value is held to the same.
 */
export const strong = Math.log(20);

/** The order inside a column: most evidence first, then the newest. */
export function byEvidence(a: Hypothesis, b: Hypothesis): number {
  const of = (h: Hypothesis) => last(h.evidence)?.log_e ?? -99;
  return of(b) - of(a) || (a.updated < b.updated ? 1 : -1);
}
