import { useRef } from "preact/hooks";

import type { Baseline, Point } from "../api/types";
import { useWidth } from "./width";

const height = 64;
const pad = 6;

/** A path that breaks where days are missing. */
function path(
  points: Point[],
  x: (p: Point) => number,
  y: (v: number) => number,
) {
  const gap = 1.5 * 86_400_000;
  let before = NaN;
  return points
    .map(p => {
      const at = Date.parse(p.time);
      const move = !(at - before <= gap);
      before = at;
      return `${move ? "M" : "L"}${x(p).toFixed(1)} ${y(p.value).toFixed(1)}`;
    })
    .join("");
}

interface Props {
  points: Point[];
  baseline?: Baseline;
  label: string;
}

/** Days as a line over the person's own range; the newest day is a dot. */
export function Sparkline(props: Props) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  return (
    <div class="spark" ref={box}>
      {width > 0 && props.points.length > 1 && (
        <Drawing {...props} width={width} />
      )}
    </div>
  );
}

function Drawing(props: Props & { width: number }) {
  const { points, baseline: b, label, width } = props;
  const values = points.map(p => p.value);
  const edges = b ? [b.median - b.spread, b.median + b.spread] : [];
  const low = Math.min(...values, ...edges);
  const span = Math.max(...values, ...edges) - low || 1;
  const first = Date.parse(points[0]!.time);
  const end = points[points.length - 1]!;
  const time = Date.parse(end.time) - first || 1;
  const x = (p: Point) =>
    pad + ((Date.parse(p.time) - first) / time) * (width - 2 * pad);
  const y = (v: number) =>
    height - pad - ((v - low) / span) * (height - 2 * pad);
  return (
    <svg width={width} height={height} role="img" aria-label={label}>
      {b && <Band baseline={b} width={width} y={y} />}
      <path class="line" d={path(points, x, y)} />
      <circle class="halo" cx={x(end)} cy={y(end.value)} r={5.5} />
      <circle class="dot" cx={x(end)} cy={y(end.value)} r={3.5} />
    </svg>
  );
}

interface BandProps {
  baseline: Baseline;
  width: number;
  y: (value: number) => number;
}

function Band({ baseline: b, width, y }: BandProps) {
  const top = y(b.median + b.spread);
  return (
    <>
      <rect
        class="band"
        width={width}
        y={top}
        height={y(b.median - b.spread) - top}
        rx={4}
      />
      <path class="median" d={`M0 ${y(b.median)}H${width}`} />
    </>
  );
}
