import { describe, expect, test } from "vitest";

import * as stream from "../src/api/stream";
import type { StreamEvent } from "../src/api/types";

const event = (position: number): StreamEvent => ({
  position,
  class: "operational",
  type: "samples.recorded",
  time: "2026-03-14T07:00:00Z",
  stream: "person/me/biometrics",
  trace_id: "",
  data: {},
});

const lost = (state: stream.StreamState, now = 1000) =>
  stream.step(state, { kind: "closed", now, jitter: 0 }).state;

const opened = (head: number) =>
  stream.step(stream.initial, { kind: "hello", position: head }).state;

const got = (state: stream.StreamState, ...positions: number[]) =>
  stream.step(state, { kind: "events", events: positions.map(event) });

describe("a first visit", () => {
  test("is shown the last of the past", () => {
    const at = { kind: "hello", position: 1000 } as const;
    const { state, subscribe, reset } = stream.step(stream.initial, at);
    expect(subscribe).toEqual({ after: 1000 - stream.history });
    expect(state.past).toBe(1000);
    expect(reset).toBe(false);
  });

  test("of a young log begins at its beginning", () => {
    const at = { kind: "hello", position: 3 } as const;
    expect(stream.step(stream.initial, at).subscribe).toEqual({ after: 0 });
  });

  test("subscribes also when the node greets nobody", () => {
    const { subscribe } = stream.step(stream.initial, { kind: "silent" });
    expect(subscribe).toEqual({ after: undefined });
  });
});

describe("after a lost connection", () => {
  test("it goes on behind the last event that came", () => {
    let state = got(opened(10), 11, 12).state;
    state = lost(state);
    expect(state.phase).toBe("lost");
    expect(state.lost_at).toBe(1000);
    const back = stream.step(state, { kind: "hello", position: 20 });
    expect(back.subscribe).toEqual({ after: 12 });
    expect(back.healed).toBe(true);
    expect(back.state.lost_at).toBeUndefined();
  });

  test("it keeps the time of the first loss over several tries", () => {
    const state = lost(lost(opened(10), 1000), 5000);
    expect(state.lost_at).toBe(1000);
    expect(state.attempt).toBe(2);
  });

  test("a log that was set back is read anew", () => {
    const state = lost(got(opened(500), 501).state);
    const back = stream.step(state, { kind: "hello", position: 4 });
    expect(back.reset).toBe(true);
    expect(back.subscribe).toEqual({ after: 0 });
    expect(got(back.state, 1, 2).deliver).toHaveLength(2);
  });
});

describe("events", () => {
  test("are given once and in order", () => {
    const first = got(opened(10), 11, 12);
    expect(first.deliver?.map(e => e.position)).toEqual([11, 12]);
    const again = got(first.state, 11, 12, 13);
    expect(again.deliver?.map(e => e.position)).toEqual([13]);
    expect(got(again.state, 12, 13).deliver).toBeUndefined();
  });

  test("that the node left out are counted by class", () => {
    const drop = { kind: "dropped", class: "analytical", count: 3 } as const;
    const state = stream.step(opened(1), drop).state;
    expect(stream.step(state, drop).state.dropped).toEqual({ analytical: 6 });
  });
});

test("waiting doubles from half a second to 15 s, jitter adds a third", () => {
  expect([1, 2, 3].map(n => stream.backoff(n, 0))).toEqual([500, 1000, 2000]);
  expect(stream.backoff(20, 0)).toBe(15_000);
  expect(stream.backoff(1, 1)).toBe(667);
});
