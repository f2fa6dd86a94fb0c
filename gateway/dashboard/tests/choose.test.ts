import { expect, test } from "vitest";

import type { MetricSummary } from "../src/api/types";
import { choose } from "../src/timeline/choose";

const named = (metric: string) => ({ metric }) as MetricSummary;
const all = ["alcohol", "caffeine", "energy", "hrv", "sleep", "steps"].map(
  named,
);
const names = (chosen: string[], told: string[], asked = "") =>
  choose(all, chosen, told, asked).map(m => m.metric);

test("what Today tells is drawn first, in its order", () => {
  expect(names([], ["sleep", "hrv", "unknown"])).toEqual(["sleep", "hrv"]);
});

test("a person's own choice wins, a link comes before it", () => {
  expect(names(["steps"], ["sleep"])).toEqual(["steps"]);
  expect(names(["steps"], ["sleep"], "hrv")).toEqual(["hrv", "steps"]);
  expect(names(["steps", "hrv"], [], "hrv")).toEqual(["hrv", "steps"]);
});

test("without anything told the first few are drawn", () => {
  expect(names([], [])).toEqual(["alcohol", "caffeine", "energy", "hrv"]);
});
