import { expect, test } from "vitest";

import type { StreamEvent } from "../src/api/types";
import { everything, passes, perStage, rate } from "../src/live/filter";
import { sentence } from "../src/live/sentence";
import { markOf, lanes } from "../src/timeline/marks";

const event = (type: string, data = {}): StreamEvent => ({
  position: 1,
  class: "operational",
  type,
  time: "2026-03-14T07:00:00Z",
  stream: "",
  trace_id: "",
  data,
});
const label = (m: string) => (m === "hrv_rmssd" ? "HRV" : m);
const tell = (e: StreamEvent) => sentence(e, label, name => `Dr ${name}`);

test("samples are told by number, measure and source", () => {
  const series = [
    { metric: "hrv_rmssd", source: "whoop", count: 2, value: 51 },
    { metric: "steps", source: "whoop", count: 1, value: 900 },
  ];
  const said = tell(event("samples.recorded", { series }));
  expect(said.text).toBe("3 samples of HRV, steps from whoop");
  expect(said.actor).toBe("Recorder");
});

test("an agent speaks under its own name", () => {
  const data = { agent: "neuro", tool: "baseline", text: "" };
  const said = tell(event("agent.tool_used", data));
  expect(said).toEqual({ actor: "Dr neuro", text: "looks at baseline" });
});

test("refusals are told by reason, not by value", () => {
  const by_code = { implausible_value: 2 };
  const said = tell(event("samples.rejected", { by_code }));
  expect(said.text).toBe("refused 2 samples: implausible value");
});

test("what is not known, or not as expected, keeps its name", () => {
  expect(tell(event("moon.risen")).text).toBe("moon risen");
  expect(tell(event("hypothesis.supported")).text).toBe("hypothesis supported");
});

test("classes and stages filter", () => {
  const e = event("hypothesis.looked");
  expect(passes(e, everything)).toBe(true);
  expect(passes(e, { ...everything, stage: "hypotheses" })).toBe(true);
  expect(passes(e, { ...everything, stage: "agents" })).toBe(false);
  expect(passes(e, { ...everything, classes: new Set() })).toBe(false);
  expect(perStage([e, e]).get("hypotheses")).toBe(2);
});

test("the rate counts the last ten seconds only", () => {
  expect(rate([0, 5000, 9000, 9500], 14_000)).toBe(0.3);
});

test("a journal answer of no is a mark that did not happen", () => {
  const answer = (said: boolean) =>
    markOf(
      event("journal.recorded", {
        type: "caffeine",
        time_ms: 5000,
        data: { question: "Have any caffeine?", answer: said },
      }),
    );
  expect(answer(true)).toEqual({
    at: 5,
    label: "Have any caffeine?",
    happened: true,
    text: "",
  });
  expect(answer(false).happened).toBe(false);
});

test("lanes hold the window, the fullest first, and count the rest", () => {
  const mark = (at: number, name: string) => ({
    at,
    label: name,
    happened: true,
    text: "",
  });
  const marks = [mark(1, "a"), mark(2, "b"), mark(3, "b"), mark(99, "c")];
  const found = lanes(marks, { from: 0, to: 10 }, 1);
  expect(found.lanes.map(l => l.label)).toEqual(["b"]);
  expect(found.more).toBe(1);
});
