import type { MetricSummary } from "../api/types";

const at_first = 4;

/**
 * The metrics to draw: first the one that a link asked for; then those that
 * were chosen, else those that Today tells, else the first known.
 */
export function choose(
  all: MetricSummary[],
  chosen: readonly string[],
  told: readonly string[],
  asked: string,
): MetricSummary[] {
  const pick = (names: readonly string[]) =>
    names.flatMap(name => all.find(m => m.metric === name) ?? []);
  const kept = all.filter(m => chosen.includes(m.metric));
  const usual = pick(told).slice(0, at_first);
  const base = [kept, usual].find(x => x.length > 0) ?? all.slice(0, at_first);
  const [first] = pick([asked]);
  return first ? [first, ...base.filter(m => m !== first)] : base;
}
