import { describe, expect, test } from "vitest";

import type { EvidencePoint, Hypothesis } from "../src/api/types";
import { effectText, stepOf } from "../src/hypotheses/effect";
import { lifeOf } from "../src/hypotheses/life_turns";
import * as story from "../src/hypotheses/story";

const day = (n: number, log_e = 0): EvidencePoint => ({
  date: `2026-03-${String(n).padStart(2, "0")}`,
  log_e,
  log_e_refute: 0,
  n,
  confidence: 0.5,
});

const idea = (part: Partial<Hypothesis>): Hypothesis => ({
  id: "a",
  prediction: {
    cause: "caffeine",
    effect: "sleep_deep",
    lag_days: 1,
    direction: -1,
    expected_size: -0.3,
    rationale: "",
    proposer: "scan",
    registered_on: "2026-03-01",
    model: "",
    controls: [],
    would_refute: "",
  },
  status: "testing",
  confidence: 0.5,
  n_effective: 1,
  evidence_days: 1,
  evidence: [],
  reason: "",
  updated: "",
  position: 1,
  ...part,
});

const baseline = (spread: number) => ({
  id: "",
  median: 0,
  spread,
  n: 60,
  window_days: 60,
});

test("a prediction is told in words", () => {
  const label = (m: string) => (m === "caffeine" ? "Caffeine" : "Deep sleep");
  expect(story.inWords(idea({}), label)).toBe(
    "Caffeine predicts a fall in deep sleep the next day.",
  );
});

test("every status has its column", () => {
  expect(story.columnOf("testing")).toBe("testing");
  expect(story.columnOf("knowledge")).toBe("holds");
  expect(story.columnOf("refuted")).toBe("fails");
  expect(story.columnOf("retired")).toBe("ended");
});

describe("a newer state", () => {
  test("that carries only the last day keeps the days before", () => {
    const old = idea({ evidence: [day(1), day(2)] });
    const next = idea({ evidence: [day(3, 1)], position: 2 });
    const dates = story.mergeHypothesis(old, next).evidence.map(p => p.date);
    expect(dates).toEqual(["2026-03-01", "2026-03-02", "2026-03-03"]);
  });

  test("replaces a day that was corrected", () => {
    const old = idea({ evidence: [day(1), day(2, 1)] });
    const next = idea({ evidence: [day(2, 3)], position: 2 });
    expect(story.last(story.mergeHypothesis(old, next).evidence)?.log_e).toBe(
      3,
    );
  });

  test("wins over an older one that comes late", () => {
    const old = idea({ position: 9, status: "supported" });
    const late = idea({ position: 5 });
    expect(story.mergeHypothesis(old, late).status).toBe("supported");
  });
});

test("the line of 20 to 1 is always in sight", () => {
  const { high, low } = story.evidenceBounds([day(1, 0.1)]);
  expect(high).toBeGreaterThan(story.strong);
  expect(low).toBeLessThan(0);
  expect(story.evidenceBounds([day(1, 9)]).high).toBeGreaterThan(9);
});

describe("an effect", () => {
  const ms = { unit: "ms" };

  test("is told per a step that days really make", () => {
    expect(stepOf({ unit: "count", baseline: baseline(2600) })).toBe(2000);
    expect(stepOf({ unit: "min", baseline: baseline(42) })).toBe(30);
    expect(stepOf({ unit: "bool", baseline: baseline(0.5) })).toBe(1);
    expect(stepOf(undefined)).toBe(1);
  });

  test("is scaled with its step and names it", () => {
    const steps = { unit: "count", baseline: baseline(2600) };
    const t = effectText(steps, ms, "metric", "Steps");
    expect(t.text(0.002)).toBe("+4 ms");
    expect(t.per).toBe("per 2,000 steps");
  });

  test("of hours is told in minutes", () => {
    const mg = { unit: "mg", baseline: baseline(55) };
    const t = effectText(mg, { unit: "h" }, "metric", "Caffeine");
    expect(t.text(-0.01)).toBe("\u221230 min");
    expect(t.per).toBe("per 50 mg");
  });

  test("per pound is less than per kilogram", () => {
    const kg = { unit: "kg" };
    const t = effectText(kg, ms, "imperial", "Weight");
    expect(t.text(1)).toBe("+0.45 ms");
    expect(t.per).toBe("per lb");
  });

  test("of yes or no is told for the days with it", () => {
    const t = effectText({ unit: "bool" }, ms, "metric", "Sauna");
    expect(t.per).toBe("on days with it");
  });
});

describe("a life", () => {
  const turn = (position: number, type: string, h: Hypothesis) => ({
    position,
    class: "operational" as const,
    type,
    time: "2026-03-20T07:00:00Z",
    stream: "",
    trace_id: "",
    data: { hypothesis: h } as Record<string, unknown>,
  });
  const events = [
    turn(9, "hypothesis.supported", idea({ evidence: [day(8, 3.2)] })),
    turn(4, "hypothesis.registered", idea({})),
    turn(5, "hypothesis.registered", idea({ id: "b" })),
  ];

  test("has its own turns only, in the order of the log", () => {
    const life = lifeOf("a", events);
    expect(life.map(t => t.status)).toEqual(["registered", "supported"]);
    expect(life.map(t => t.day)).toEqual(["2026-03-01", "2026-03-08"]);
  });

  test("shows the evidence as it stood then, none before the first day", () => {
    const [first, second] = lifeOf("a", events);
    expect(first!.log_e).toBeUndefined();
    expect(second).toMatchObject({ log_e: 3.2, n: 8 });
  });
});
