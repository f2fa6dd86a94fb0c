import { describe, expect, test } from "vitest";

import type { Forecast, Trial, TrialDay } from "../src/api/types";
import * as plan from "../src/experiments/plan";
import { asPlan } from "../src/experiments/propose";
import { sentence, stageOfType } from "../src/live/sentence";
import { aheadOf, withAhead, worth } from "../src/timeline/ahead";

const day = (part: Partial<TrialDay>): TrialDay => ({
  date: "2026-03-01",
  arm: "on",
  instruction: "",
  washout: false,
  adherence: "",
  adherence_source: "",
  note: "",
  ...part,
});

const trial = (id: string, status: string, updated = "2026-03-01") =>
  ({ id, status, updated }) as Trial;

describe("groups", () => {
  const all = [
    trial("a", "declined"),
    trial("b", "running", "2026-03-01"),
    trial("c", "running", "2026-03-09"),
    trial("d", "proposed"),
  ];

  test("every state has its one place, the newest first", () => {
    const ids = (g: plan.GroupId) => plan.inGroup(all, g).map(t => t.id);
    expect(ids("running")).toEqual(["c", "b"]);
    expect(ids("proposed")).toEqual(["d"]);
    expect(ids("over")).toEqual(["a"]);
  });
});

describe("a schedule", () => {
  const days = [
    day({ date: "2026-03-01", washout: true }),
    day({ date: "2026-03-02", adherence: "deviated" }),
    day({ date: "2026-03-03", arm: "off" }),
    day({ date: "2026-03-04", arm: "" }),
  ];

  test("tells today's part, or that there is none", () => {
    expect(plan.dayOf(days, "2026-03-03")?.arm).toBe("off");
    expect(plan.dayOf(days, "2026-02-28")).toBeUndefined();
  });

  test("counts what has begun; washout days are no days of an arm", () => {
    expect(plan.progress(days, "2026-03-03")).toEqual({ done: 3, all: 4 });
    expect(plan.counts(days, "2026-03-03")).toEqual({ on: 1, off: 1 });
  });

  test("a blinded day does not look like an arm", () => {
    expect(days.map(plan.lookOf)).toEqual([
      "on washout",
      "on deviated",
      "off",
      "hidden",
    ]);
  });

  test("dates are local", () => {
    expect(plan.dateOf(new Date(2026, 2, 4, 0, 5))).toBe("2026-03-04");
  });
});

test("what a person leaves out is left to the node", () => {
  const draft = {
    cause: " Magnesium ",
    outcome: "sleep_deep",
    on: "take it",
    off: "take none",
    blockDays: "",
    remind: 21,
    blinding: "open",
    clinician: " ",
  };
  const made = asPlan(draft, 3600);
  expect(made.cause).toBe("Magnesium");
  expect(made.remind_hour).toBe(21);
  expect(made.utc_offset_s).toBe(3600);
  expect("block_days" in made || "clinician" in made).toBe(false);
  expect(asPlan({ ...draft, blockDays: "5" }, 0).block_days).toBe(5);
});

describe("a forecast", () => {
  const one = (part: Partial<Forecast>): Forecast => ({
    metric: "hrv",
    unit: "ms",
    days: [{ day: "2026-03-02", value: 40, low: 30, high: 50 }],
    level: 0.9,
    n: 300,
    window_days: 320,
    coverage: 0.888,
    coverage_n: 160,
    reason: "",
    last_day: "2026-03-01",
    ...part,
  });

  test("is drawn at noon, in the chart's units", () => {
    const [first] = aheadOf(one({}), v => v / 10);
    expect(first).toMatchObject({ value: 4, low: 3, high: 5 });
    expect(first!.x * 1000).toBe(new Date(2026, 2, 2, 12).getTime());
    expect(aheadOf(undefined, v => v)).toEqual([]);
  });

  test("widens only a window that ends where the record ends", () => {
    const extent = { from: 0, to: 100 * 86_400 };
    const end = { from: 0, to: extent.to };
    const past = { from: 0, to: 50 * 86_400 };
    expect(withAhead(end, extent, true).to).toBe(107.5 * 86_400);
    expect(withAhead(past, extent, true)).toEqual(past);
    expect(withAhead(end, extent, false)).toEqual(end);
  });

  test("says what was measured of it, or why there is none", () => {
    expect(worth(one({}))).toContain("89 % lay inside");
    expect(worth(one({ coverage_n: 0 }))).not.toContain("inside");
    expect(worth(one({ days: [], reason: "too few days" }))).toBe(
      "too few days",
    );
  });
});

test("experiments and alerts are told in the stream", () => {
  const event = (type: string, data: Record<string, unknown>) =>
    sentence(
      {
        position: 1,
        class: "operational",
        type,
        time: "2026-03-14T07:00:00Z",
        stream: "",
        trace_id: "",
        data,
      },
      m => m,
      a => a,
    );
  const experiment = { plan: { cause: "Caffeine", outcome: "Deep sleep" } };
  expect(event("experiment.accepted", { experiment })).toEqual({
    actor: "Experiment",
    text: "begins: Caffeine, for deep sleep",
  });
  const finding = { title: "Sleep debt" };
  expect(event("alert.raised", { finding }).text).toBe("noticed: Sleep debt");
  expect(stageOfType("experiment.finished")).toBe("hypotheses");
});
