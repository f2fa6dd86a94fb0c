import type { Hypothesis, Status, StreamEvent } from "../api/types";

/** What can happen to a hypothesis; its daily evidence is in the chart. */
export const turns = [
  "proposed",
  "registered",
  "testing",
  "supported",
  "knowledge",
  "refuted",
  "inconclusive",
  "association",
  "stale",
  "contradicted",
  "retired",
] as const satisfies readonly Status[];

/** One turn of a life: to which state, on the evidence of which day, why. */
export interface Turn {
  status: Status;
  day: string;
  reason: string;
  /** ln(E) and days of evidence as they stood then; none before the first. */
  log_e?: number;
  n?: number;
  position: number;
}

function turnOf(event: StreamEvent): Turn {
  const h = event.data.hypothesis as Hypothesis;
  const newest = h.evidence?.[h.evidence.length - 1];
  const status = event.type.slice("hypothesis.".length) as Status;
  const written = status === "registered" ? h.prediction.registered_on : "";
  const day = written || newest?.date || h.updated || event.time;
  const { position } = event;
  const known = newest ? { log_e: newest.log_e, n: newest.n } : {};
  return { status, day, reason: h.reason, ...known, position };
}

/** The turns of one hypothesis in the order of the log. */
export function lifeOf(id: string, events: readonly StreamEvent[]): Turn[] {
  return events
    .filter(e => (e.data.hypothesis as Hypothesis | undefined)?.id === id)
    .map(turnOf)
    .sort((a, b) => a.position - b.position);
}
