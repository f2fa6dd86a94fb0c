import { expect, test } from "vitest";

import { ago, lasting } from "../src/format/time";
import {
  footnotes,
  inside,
  pretty,
  progressOf,
  typeset,
} from "../src/format/words";

test("a name becomes words, an acronym stays one", () => {
  expect(pretty("resting_heart_rate")).toBe("Resting heart rate");
  expect(inside("Resting heart rate")).toBe("resting heart rate");
  expect(inside("REM sleep")).toBe("REM sleep");
  expect(inside("VO2 max")).toBe("VO2 max");
});

test("how far a baseline is, is read from its words", () => {
  const text = "not enough data yet: 12 of 28 nights";
  expect(progressOf(text)).toEqual({ done: 12, total: 28 });
  expect(progressOf("no samples")).toBeUndefined();
  expect(progressOf("3 of 0 nights")).toBeUndefined();
});

test("footnotes are cut out of an answer, and only they", () => {
  expect(footnotes("It fell [e1, e2]. See [1].")).toEqual([
    { text: "It fell" },
    { notes: ["e1", "e2"] },
    { text: ". See [1]." },
  ]);
  expect(footnotes("plain")).toEqual([{ text: "plain" }]);
});

test("dates and minus signs are set as on the rest of the page", () => {
  expect(typeset("-0.4 SD (2019-05-17), -2 to 3; REM-sleep 7-8 h")).toBe(
    "\u22120.4 SD (17 May 2019), \u22122 to 3; REM-sleep 7-8 h",
  );
});

test("times near are told as distance, far ones as a day", () => {
  const now = new Date("2026-03-14T12:00:00");
  expect(ago("2026-03-14T11:59:40", now)).toBe("just now");
  expect(ago("2026-03-14T11:15:00", now)).toBe("45 min ago");
  expect(ago("2026-03-13T23:00:00", now)).toBe("yesterday");
  expect(ago("2026-03-09T12:00:00", now)).toBe("5 days ago");
  expect(ago("2025-12-24T12:00:00", now)).toBe("24 Dec 2025");
  expect(ago("never", now)).toBe("–");
});

test("a run is told in its two largest parts", () => {
  expect(lasting(42)).toBe("42 s");
  expect(lasting(3 * 3600 + 12 * 60)).toBe("3 h 12 min");
  expect(lasting(200_000)).toBe("2 days");
});
