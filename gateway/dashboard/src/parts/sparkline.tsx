import type { Baseline, Point } from "../api/types";

const width = 240;
const height = 64;
const pad = 6;

interface Spot {
  x: number;
  y: number;
}

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
export function Sparkline({ points, baseline: b, label }: Props) {
  if (points.length < 2) return null;
  const values = points.map(p => p.value);
  const edges = b ? [b.median - b.spread, b.median + b.spread] : [];
  const low = Math.min(...values, ...edges);
  const span = Math.max(...values, ...edges) - low || 1;
  const first = Date.parse(points[0]!.time);
  const time = Date.parse(points[points.length - 1]!.time) - first || 1;
  const x = (p: Point) =>
    pad + ((Date.parse(p.time) - first) / time) * (width - 2 * pad);
  const y = (v: number) =>
    height - pad - ((v - low) / span) * (height - 2 * pad);
  const end = points[points.length - 1]!;
  const dot: Spot = { x: x(end), y: y(end.value) };
  return (
    <svg
      class="spark"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
    >
      {b && (
        <rect
          class="band"
          x={0}
          width={width}
          y={y(b.median + b.spread)}
          height={y(b.median - b.spread) - y(b.median + b.spread)}
          rx={4}
        />
      )}
      {b && <path class="median" d={`M0 ${y(b.median)}H${width}`} />}
      <path class="line" d={path(points, x, y)} />
      <circle class="halo" cx={dot.x} cy={dot.y} r={5.5} />
      <circle class="dot" cx={dot.x} cy={dot.y} r={3.5} />
    </svg>
  );
}
