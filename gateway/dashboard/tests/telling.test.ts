import { expect, test } from "vitest";

import { moment } from "../src/format/time";
import { aroundText } from "../src/format/units";
import { asSentence } from "../src/format/words";
import { shareOf } from "../src/hypotheses/story";
import { typeOf } from "../src/parts/note";
import { scaleOf } from "../src/timeline/scale";

const around = (median: number, spread: number, unit: string) =>
  aroundText({ median, spread }, unit, "metric");

test("an event of another day is told by its day", () => {
  const now = new Date("2026-03-14T12:00:00");
  expect(moment("2026-03-14T07:42:10", now)).toBe("07:42:10");
  expect(moment("2026-03-13T07:42:10", now)).toBe("13 Mar");
});

test("a usual value has its unit once", () => {
  expect(around(32, 3.5, "ms")).toBe("32 ± 3.5\u00a0ms");
  expect(around(7, 1.5, "1-10")).toBe("7 ± 1.5\u00a0of 10");
  expect(around(0, 0, "bool")).toBe("no");
});

test("evidence stands where its day is, not where its number is", () => {
  const on = (date: string) => ({ date, log_e: 0, log_e_refute: 0, n: 0 });
  const days = ["2026-03-01", "2026-03-03", "2026-03-11"].map(on);
  expect(days.map(shareOf(days as never) as never)).toEqual([0, 0.2, 1]);
});

test("what happened becomes the type of an entry", () => {
  expect(typeOf("Late meal!")).toBe("late_meal");
  expect(typeOf("頭痛")).toBe("note");
});

test("an axis of yes and no has those words", () => {
  const { tick } = scaleOf("bool", 0, "metric");
  expect([0, 0.5, 1].map(tick)).toEqual(["no", "", "yes"]);
});

test("a remark is told as a sentence", () => {
  expect(asSentence("taken out")).toBe("Taken out.");
  expect(asSentence("It is so.")).toBe("It is so.");
  expect(asSentence("")).toBe("");
});
