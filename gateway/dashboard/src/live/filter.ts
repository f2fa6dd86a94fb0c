import type { EventClass, StreamEvent } from "../api/types";
import { stageOfType } from "./sentence";

/** What of the stream a person wants to see. */
export interface Filter {
  classes: ReadonlySet<EventClass>;
  /** A stage's word, or empty for all. */
  stage: string;
}

export const classes = ["critical", "operational", "analytical"] as const;

export const everything: Filter = { classes: new Set(classes), stage: "" };

export function passes(event: StreamEvent, filter: Filter): boolean {
  if (!filter.classes.has(event.class)) return false;
  return filter.stage === "" || stageOfType(event.type) === filter.stage;
}

/** Events per second over the window in which `arrivals` were kept. */
export function rate(
  arrivals: readonly number[],
  now: number,
  window_ms = 10_000,
): number {
  const inside = arrivals.filter(at => now - at < window_ms).length;
  return (inside * 1000) / window_ms;
}

/** How many of the kept events each stage had a part in. */
export function perStage(events: readonly StreamEvent[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const event of events) {
    const stage = stageOfType(event.type);
    if (stage) counts.set(stage, (counts.get(stage) ?? 0) + 1);
  }
  return counts;
}
