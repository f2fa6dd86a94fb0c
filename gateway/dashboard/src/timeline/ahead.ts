import type { Forecast } from "../api/types";
import { s } from "../strings";
import { day_s, type Window } from "./axis";
import type { Scale } from "./scale";

/** A coming day, on the axes of the chart. */
export interface Ahead {
  x: number;
  value: number;
  low: number;
  high: number;
}

/** Seven days, and half a one: the last point is at noon. */
const drawn_ahead = 7.5 * day_s;

/** The days of a forecast at local noon, in the units of the chart. */
export function aheadOf(
  forecast: Forecast | undefined,
  axis: Scale["axis"],
): Ahead[] {
  return (forecast?.days ?? []).map(d => ({
    x: Date.parse(`${d.day}T12:00:00`) / 1000,
    value: axis(d.value),
    low: axis(d.low),
    high: axis(d.high),
  }));
}

/** The window with the coming days, if it reaches the end of the record. */
export function withAhead(w: Window, extent: Window, on: boolean): Window {
  const atEnd = w.to >= extent.to - day_s;
  return on && atEnd ? { from: w.from, to: w.to + drawn_ahead } : w;
}

/** What the intervals have been worth so far, or why there are none. */
export function worth(forecast: Forecast): string {
  const { days, level, coverage, coverage_n: n, reason } = forecast;
  if (days.length === 0) return reason || s.timeline.aheadNone;
  const share = Math.round(level * 100);
  if (coverage === undefined || n === 0) return s.timeline.aheadLevel(share);
  return s.timeline.aheadWorth(share, Math.round(coverage * 100), n);
}
