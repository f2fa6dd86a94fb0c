import type { Baseline, Point, Resolution } from "../api/types";

/** A stretch of time in Unix seconds. */
export interface Window {
  from: number;
  to: number;
}

export const day_s = 86_400;
const hour_s = 3600;

export const presets = { d30: 30, d90: 90, y1: 365, all: Infinity } as const;
export type Preset = keyof typeof presets;

/** Seconds between two points of a resolution; raw: not known. */
const steps: Record<Resolution, number> = {
  raw: 0,
  minute: 60,
  hour: hour_s,
  day: day_s,
  week: 7 * day_s,
};

/** The finest resolution of which a stretch has at most about 1,500 points. */
export function resolutionFor(window: Window): Resolution {
  const span = window.to - window.from;
  if (span <= 6 * hour_s) return "raw";
  if (span <= day_s) return "minute";
  if (span <= 14 * day_s) return "hour";
  return span <= 3 * 366 * day_s ? "day" : "week";
}

/**
 * What to ask for, so that moving the window a little asks for nothing new:
 * days and weeks in whole, finer ones in blocks with a margin.
 */
export function fetchWindow(
  window: Window,
  resolution: Resolution,
  extent: Window,
): Window {
  if (resolution === "day" || resolution === "week") return extent;
  const block = resolution === "hour" ? 14 * day_s : day_s;
  return {
    from: Math.floor(window.from / block) * block,
    to: Math.ceil(window.to / block) * block,
  };
}

/** The last `days` of the extent. */
export function presetWindow(preset: Preset, extent: Window): Window {
  const span = presets[preset] * day_s;
  return { from: Math.max(extent.from, extent.to - span), to: extent.to };
}

/** The preset that a window is, if it is one. */
export function presetOf(window: Window, extent: Window): Preset | undefined {
  return (Object.keys(presets) as Preset[]).find(p => {
    const w = presetWindow(p, extent);
    const near = (a: number, b: number) => Math.abs(a - b) < hour_s;
    return near(w.from, window.from) && near(w.to, window.to);
  });
}

const shortest = hour_s;

/** The window moved into the extent, and not shorter than an hour. */
export function clamp(window: Window, extent: Window): Window {
  const whole = extent.to - extent.from;
  const span = Math.min(whole, Math.max(shortest, window.to - window.from));
  const from = Math.min(Math.max(extent.from, window.from), extent.to - span);
  return { from, to: from + span };
}

/** Moved by a share of its length. */
export function pan(window: Window, share: number, extent: Window): Window {
  const by = (window.to - window.from) * share;
  return clamp({ from: window.from + by, to: window.to + by }, extent);
}

/** Longer (> 1) or shorter around its middle. */
export function zoom(window: Window, factor: number, extent: Window): Window {
  const middle = (window.from + window.to) / 2;
  const half = ((window.to - window.from) / 2) * factor;
  return clamp({ from: middle - half, to: middle + half }, extent);
}

/** The lower one of the two in the middle: a single hole is no rhythm. */
function median(values: number[]): number {
  const sorted = values.slice().sort((a, b) => a - b);
  return sorted[(sorted.length - 1) >> 1] ?? 0;
}

/**
 * Points as uPlot's columns. Where more than 1.5 steps pass without a value a
 * hole is put, so that no line is drawn over what nobody measured; a step is
 * the resolution's, or the metric's own when that is longer.
 */
export function withGaps(
  points: readonly Point[],
  resolution: Resolution,
): [number[], (number | null)[]] {
  const time = points.map(p => Date.parse(p.time) / 1000);
  const own = median(time.slice(1).map((t, i) => t - time[i]!));
  const limit = 1.5 * Math.max(steps[resolution], own);
  const x: number[] = [];
  const y: (number | null)[] = [];
  points.forEach((p, i) => {
    const before = i > 0 ? time[i - 1]! : time[i]!;
    if (time[i]! - before > limit) {
      x.push((before + time[i]!) / 2);
      y.push(null);
    }
    x.push(time[i]!);
    y.push(p.value);
  });
  return [x, y];
}

/** Points that have no neighbour to draw a line to. */
export function lonely(values: readonly (number | null)[]): number[] {
  const alone: number[] = [];
  values.forEach((v, i) => {
    if (v === null) return;
    const left = values[i - 1] ?? null;
    const right = values[i + 1] ?? null;
    if (left === null && right === null) alone.push(i);
  });
  return alone;
}

/** From the first point of any to now. */
export function extentOf(ranges: readonly Point[][], now: number): Window {
  const firsts = ranges
    .filter(r => r.length > 0)
    .map(r => Date.parse(r[0]!.time) / 1000);
  const first = Math.min(now - 30 * day_s, ...firsts);
  return { from: first, to: now };
}

/** Days in the window, and those of them within a spread of the median. */
export function insideOf(
  points: readonly Point[],
  window: Window,
  baseline: Baseline,
): { inside: number; n: number } {
  const days = points.filter(p => {
    const at = Date.parse(p.time) / 1000;
    return at >= window.from && at <= window.to;
  });
  const near = (p: Point) =>
    Math.abs(p.value - baseline.median) <= baseline.spread;
  return { inside: days.filter(near).length, n: days.length };
}
