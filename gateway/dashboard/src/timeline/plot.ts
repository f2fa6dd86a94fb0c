import uPlot from "uplot";

import type { Baseline } from "../api/types";
import type { Ahead } from "./ahead";
import { day_s, lonely, type Window } from "./axis";
import { colour } from "./colours";
import type { Scale } from "./scale";

/** Room for the y axis: all charts and lanes begin at the same place. */
export const left = 52;
export const right = 12;

export interface PlotProps {
  width: number;
  height: number;
  window: Window;
  scale: Scale;
  bars: boolean;
  withTime: boolean;
  /** Drawn only where the baseline's days and the points are alike. */
  baseline?: Baseline;
  /** Coming days with their intervals, drawn as a band behind the values. */
  ahead: readonly Ahead[];
  onWindow: (window: Window) => void;
  onReset: () => void;
  onCursor: (index: number | null) => void;
}

function band(u: uPlot, b: Baseline, scale: Scale): void {
  const mid = scale.axis(b.median);
  const spread = scale.axis(b.spread, true);
  const [top, middle, bottom] = [mid + spread, mid, mid - spread].map(v =>
    u.valToPos(v, "y", true),
  ) as [number, number, number];
  const { ctx, bbox } = u;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.fillStyle = colour("accent-faint");
  ctx.fillRect(bbox.left, top, bbox.width, bottom - top);
  ctx.strokeStyle = colour("accent");
  ctx.globalAlpha = 0.4;
  ctx.setLineDash([2, 5]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, middle);
  ctx.lineTo(bbox.left + bbox.width, middle);
  ctx.stroke();
  ctx.restore();
}

/** The interval of each coming day as one band, its middle dashed. */
function fan(u: uPlot, days: readonly Ahead[]): void {
  const x = (d: Ahead) => u.valToPos(d.x, "x", true);
  const y = (v: number) => u.valToPos(v, "y", true);
  const { ctx, bbox } = u;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.fillStyle = colour("accent");
  ctx.globalAlpha = 0.16;
  ctx.beginPath();
  days.forEach(d => ctx.lineTo(x(d), y(d.high)));
  [...days].reverse().forEach(d => ctx.lineTo(x(d), y(d.low)));
  ctx.fill();
  ctx.globalAlpha = 1;
  ctx.strokeStyle = colour("accent");
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.setLineDash([4, 4]);
  ctx.beginPath();
  days.forEach(d => ctx.lineTo(x(d), y(d.value)));
  ctx.stroke();
  ctx.restore();
}

const dates: uPlot.Axis.Values = [
  [365 * day_s, "{YYYY}", null, null, null, null, null, null, 1],
  [28 * day_s, "{MMM}", "\n{YYYY}", null, null, null, null, null, 1],
  [day_s, "{D} {MMM}", "\n{YYYY}", null, null, null, null, null, 1],
  [3600, "{HH}:00", "\n{D} {MMM}", null, "\n{D} {MMM}", null, null, null, 1],
  [60, "{HH}:{mm}", "\n{D} {MMM}", null, "\n{D} {MMM}", null, null, null, 1],
  [1, "{HH}:{mm}:{ss}", null, null, null, null, null, null, 1],
];

function axes(p: PlotProps): uPlot.Axis[] {
  const font = "12px Inter, system-ui, sans-serif";
  const shared = {
    stroke: () => colour("ink-3"),
    font,
    grid: { stroke: () => colour("line"), width: 1 },
    ticks: { show: false },
  };
  return [
    {
      ...shared,
      show: true,
      size: p.withTime ? 36 : 4,
      values: p.withTime ? dates : () => [],
      gap: 6,
      space: 70,
    },
    {
      ...shared,
      size: left,
      gap: 8,
      space: 28,
      values: (_u, ticks) => ticks.map(p.scale.tick),
    },
  ];
}

function series(p: PlotProps): uPlot.Series[] {
  const stroke = () => colour("ink-2");
  if (p.bars)
    return [
      {},
      {
        stroke: () => colour("bar-ink"),
        fill: () => colour("bar-ink"),
        width: 0,
        paths: uPlot.paths.bars!({ size: [0.7, 24], align: 0 }),
        points: { show: false },
      },
    ];
  return [
    {},
    {
      stroke,
      width: 1.5,
      points: {
        size: 4,
        fill: stroke,
        stroke,
        filter: u => lonely(u.data[1] as (number | null)[]),
      },
    },
  ];
}

/** A chart of one metric; all charts share their cursor and their window. */
export function plot(
  into: HTMLElement,
  data: uPlot.AlignedData,
  p: PlotProps,
): uPlot {
  const options: uPlot.Options = {
    width: p.width,
    height: p.height,
    padding: [8, right, 0, 0],
    legend: { show: false },
    scales: {
      x: { time: true, auto: false, ...range(p.window) },
      y: { range: bounds(p) },
    },
    axes: axes(p),
    series: series(p),
    cursor: {
      y: false,
      sync: { key: "timeline", scales: ["x", null] },
      drag: { x: true, y: false, setScale: false },
      points: { size: 8, fill: () => colour("accent"), width: 0 },
      bind: {
        dblclick: () => () => {
          p.onReset();
          return null;
        },
      },
    },
    hooks: {
      drawClear: p.baseline ? [u => band(u, p.baseline!, p.scale)] : [],
      draw: p.ahead.length > 1 ? [u => fan(u, p.ahead)] : [],
      setCursor: [u => p.onCursor(u.cursor.idx ?? null)],
      setSelect: [u => select(u, p.onWindow)],
    },
  };
  return new uPlot(options, data, into);
}

function range(window: Window): { min: number; max: number } {
  return { min: window.from, max: window.to };
}

/** From zero for sums; else around the values and the usual range. */
function bounds(p: PlotProps): uPlot.Range.Function {
  return (_u, low, high) => {
    if (low === null || high === null) return [0, 1];
    const tops = p.ahead.map(d => d.high);
    const feet = p.ahead.map(d => d.low);
    if (p.bars) return [0, Math.max(high, ...tops) * 1.08 || 1];
    const b = p.baseline;
    const spread = b ? p.scale.axis(b.spread, true) : 0;
    const middle = b ? p.scale.axis(b.median) : low;
    const least = Math.min(low, middle - spread, ...feet);
    const most = Math.max(high, b ? middle + spread : high, ...tops);
    const pad = (most - least || Math.abs(most) || 1) * 0.08;
    return [least - pad, most + pad];
  };
}

function select(u: uPlot, onWindow: (window: Window) => void): void {
  const { left: at, width } = u.select;
  if (width < 6) return;
  const from = u.posToVal(at, "x");
  const to = u.posToVal(at + width, "x");
  u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  onWindow({ from, to });
}
