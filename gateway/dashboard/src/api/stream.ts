import type { EventClass, StreamEvent } from "./types";

/**
 * The stream's life as a pure function: what happened goes in, the next state
 * and what is to be done come out. Sockets and clocks live in socket.ts.
 */
export interface StreamState {
  phase: "connecting" | "open" | "lost";
  /** Last position seen; absent before the first `hello`. */
  position?: number;
  /** Everything up to here was written before this visit. */
  past: number;
  attempt: number;
  retry_in_ms: number;
  lost_at?: number;
  dropped: Partial<Record<EventClass, number>>;
  round_trip_ms?: number;
}

export type StreamInput =
  | { kind: "hello"; position: number }
  | { kind: "silent" }
  | { kind: "events"; events: StreamEvent[] }
  | { kind: "dropped"; class: EventClass; count: number }
  | { kind: "pong"; sent: number; now: number }
  | { kind: "closed"; now: number; jitter: number }
  | { kind: "retry" };

export interface StreamStep {
  state: StreamState;
  /** Subscribe, from this position on when there is one. */
  subscribe?: { after?: number };
  deliver?: StreamEvent[];
  /** The log is another one, or was set back: forget everything. */
  reset?: boolean;
  /** The connection is back after a loss. */
  healed?: boolean;
}

/** How much of the past a first visit is shown. */
export const history = 200;

export const initial: StreamState = {
  phase: "connecting",
  past: 0,
  attempt: 0,
  retry_in_ms: 0,
  dropped: {},
};

/** Half a second, doubling up to 15 s, plus up to a third against herds. */
export function backoff(attempt: number, jitter: number): number {
  const base = Math.min(15_000, 500 * 2 ** Math.max(0, attempt - 1));
  return Math.round(base * (1 + jitter / 3));
}

function opened(state: StreamState): StreamState {
  return {
    ...state,
    phase: "open",
    attempt: 0,
    retry_in_ms: 0,
    lost_at: undefined,
  };
}

function hello(state: StreamState, head: number): StreamStep {
  const healed = state.lost_at !== undefined;
  const known = state.position;
  if (known !== undefined && known <= head)
    return { state: opened(state), subscribe: { after: known }, healed };
  const after = Math.max(0, head - history);
  return {
    state: { ...opened(state), position: after, past: head },
    subscribe: { after },
    reset: known !== undefined,
    healed,
  };
}

function events(state: StreamState, came: StreamEvent[]): StreamStep {
  let position = state.position ?? 0;
  const deliver: StreamEvent[] = [];
  for (const event of came) {
    if (event.position <= position) continue;
    position = event.position;
    deliver.push(event);
  }
  if (deliver.length === 0) return { state };
  return { state: { ...state, position }, deliver };
}

function closed(state: StreamState, now: number, jitter: number): StreamStep {
  const attempt = state.attempt + 1;
  const next: StreamState = {
    ...state,
    phase: "lost",
    attempt,
    retry_in_ms: backoff(attempt, jitter),
    lost_at: state.lost_at ?? now,
    round_trip_ms: undefined,
  };
  return { state: next };
}

export function step(state: StreamState, input: StreamInput): StreamStep {
  switch (input.kind) {
    case "hello":
      return hello(state, input.position);
    case "silent":
      return {
        state: opened(state),
        subscribe: { after: state.position },
        healed: state.lost_at !== undefined,
      };
    case "events":
      return events(state, input.events);
    case "dropped": {
      const before = state.dropped[input.class] ?? 0;
      const count = before + input.count;
      const dropped = { ...state.dropped, [input.class]: count };
      return { state: { ...state, dropped } };
    }
    case "pong": {
      const round_trip_ms = Math.max(0, input.now - input.sent);
      return { state: { ...state, round_trip_ms } };
    }
    case "closed":
      return closed(state, input.now, input.jitter);
    case "retry":
      return { state: { ...state, phase: "connecting" } };
  }
}
