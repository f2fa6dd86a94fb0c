import { describe, expect, test } from "vitest";

import type { Point } from "../src/api/types";
import * as axis from "../src/timeline/axis";

const day = axis.day_s;
const point = (days: number, value = 1): Point => ({
  time: new Date(days * day * 1000).toISOString(),
  value,
});
const extent = { from: 0, to: 400 * day };

describe("resolution", () => {
  const of = (days: number) => axis.resolutionFor({ from: 0, to: days * day });

  test("is finer the shorter the stretch", () => {
    expect(of(0.2)).toBe("raw");
    expect(of(1)).toBe("minute");
    expect(of(14)).toBe("hour");
    expect(of(365)).toBe("day");
    expect(of(4000)).toBe("week");
  });

  test("of days is fetched in whole, of hours in blocks", () => {
    const window = { from: 100.3 * day, to: 103.2 * day };
    expect(axis.fetchWindow(window, "day", extent)).toEqual(extent);
    const moved = { from: window.from + 60, to: window.to + 60 };
    const block = axis.fetchWindow(window, "hour", extent);
    expect(axis.fetchWindow(moved, "hour", extent)).toEqual(block);
    expect(block.from).toBeLessThanOrEqual(window.from);
    expect(block.to).toBeGreaterThanOrEqual(window.to);
  });
});

describe("gaps", () => {
  test("are holes where a day is missing", () => {
    const [x, y] = axis.withGaps([point(1), point(2), point(4)], "day");
    expect(y).toEqual([1, 1, null, 1]);
    expect(x).toEqual([1 * day, 2 * day, 3 * day, 4 * day]);
  });

  test("are judged by the metric's own rhythm", () => {
    const weekly = [0, 7, 14, 21, 42].map(d => point(d));
    const [, y] = axis.withGaps(weekly, "day");
    expect(y).toEqual([1, 1, 1, 1, null, 1]);
  });

  test("leave a point without neighbours to be drawn as one", () => {
    expect(axis.lonely([1, null, 2, null, 3, 4])).toEqual([0, 2]);
  });

  test("nothing comes of nothing", () => {
    expect(axis.withGaps([], "day")).toEqual([[], []]);
  });
});

describe("the window", () => {
  test("stays inside the record with its length", () => {
    const w = { from: 390 * day, to: 420 * day };
    const moved = axis.clamp(w, extent);
    expect(moved).toEqual({ from: 370 * day, to: 400 * day });
    expect(axis.pan(moved, 1, extent)).toEqual(moved);
  });

  test("is not shorter than an hour, nor longer than the record", () => {
    const tiny = axis.clamp({ from: 10, to: 11 }, extent);
    expect(tiny.to - tiny.from).toBe(3600);
    expect(axis.zoom({ from: 0, to: 300 * day }, 9, extent)).toEqual(extent);
  });

  test("knows its preset", () => {
    for (const p of ["d30", "d90", "y1", "all"] as const) {
      const w = axis.presetWindow(p, extent);
      expect(axis.presetOf(w, extent)).toBe(p);
    }
    const other = { from: 5 * day, to: 9 * day };
    expect(axis.presetOf(other, extent)).toBeUndefined();
  });
});

test("days in the usual range are counted inside the window only", () => {
  const baseline = { id: "", median: 50, spread: 5, n: 30, window_days: 60 };
  const points = [point(1, 50), point(2, 56), point(3, 45), point(9, 50)];
  const window = { from: 0, to: 5 * day };
  const counted = axis.insideOf(points, window, baseline);
  expect(counted).toEqual({ inside: 2, n: 3 });
});
