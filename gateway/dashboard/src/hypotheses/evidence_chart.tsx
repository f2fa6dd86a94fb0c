import type { EvidencePoint } from "../api/types";
import { odds } from "../format/number";
import { day } from "../format/time";
import { useNarrow } from "../parts/width";
import { s } from "../strings";
import { evidenceBounds, last, shareOf, strong } from "./story";

interface Props {
  points: EvidencePoint[];
  /** With the evidence against it, dates and ends named. */
  large?: boolean;
}

function line(
  points: EvidencePoint[],
  x: (p: EvidencePoint) => number,
  y: (v: number) => number,
  of: (p: EvidencePoint) => number,
): string {
  return points
    .map((p, i) => `${i ? "L" : "M"}${x(p).toFixed(1)} ${y(of(p)).toFixed(1)}`)
    .join("");
}

/** ln(E) over the days since registration, with the line of 20 to 1. */
export function EvidenceChart({ points, large = false }: Props) {
  const narrow = useNarrow();
  const newest = last(points);
  if (!newest) return <p class="quiet small">{s.hypotheses.evidenceNone}</p>;
  const [w, h] = large ? [narrow ? 340 : 640, 240] : [280, 88];
  const right = large ? 92 : 8;
  const foot = large ? 28 : 6;
  const { low, high } = evidenceBounds(points);
  const n = points.length;
  const share = shareOf(points);
  const x = (p: EvidencePoint) => 4 + share(p) * (w - right - 8);
  const y = (v: number) =>
    6 + (1 - (Math.max(low, v) - low) / (high - low)) * (h - foot - 10);
  const main = line(points, x, y, p => p.log_e);
  const ends = { x: x(newest), y: y(newest.log_e) };
  const label = s.hypotheses.chart(odds(newest.log_e), newest.n);
  return (
    <svg
      class={large ? "evidence large" : "evidence"}
      viewBox={`0 0 ${w} ${h}`}
      role="img"
      aria-label={label}
    >
      <path class="zero" d={`M0 ${y(0)}H${w - right}`} />
      <path class="strong" d={`M0 ${y(strong)}H${w - right}`} />
      <text class="mark-line" x={2} y={y(strong) - 5}>
        {s.hypotheses.strong}
      </text>
      {n > 1 && (
        <path
          class="fill"
          d={`${main}L${ends.x} ${y(0)}L${x(points[0]!)} ${y(0)}Z`}
        />
      )}
      {large && (
        <path class="against" d={line(points, x, y, p => p.log_e_refute)} />
      )}
      <path class="for" d={main} />
      <circle class="dot" cx={ends.x} cy={ends.y} r={large ? 5 : 4} />
      {large && <Ends points={points} x={ends.x} y={y} height={h} />}
    </svg>
  );
}

interface EndsProps {
  points: EvidencePoint[];
  x: number;
  y: (v: number) => number;
  height: number;
}

/** What each line is, at its end; and the first and the last day. */
function Ends({ points, x, y, height }: EndsProps) {
  const newest = last(points)!;
  const [a, b] = [y(newest.log_e), y(newest.log_e_refute)];
  const apart = Math.abs(a - b) >= 34 ? 0 : (34 - Math.abs(a - b)) / 2;
  const up = a <= b ? 1 : -1;
  const clamp = (v: number) => Math.max(14, Math.min(height - 50, v));
  const forY = clamp(a - up * apart);
  const againstY = clamp(b + up * apart);
  return (
    <>
      <text class="end" x={x + 12} y={forY}>
        {odds(newest.log_e)}
      </text>
      <text class="end-name" x={x + 12} y={forY + 14}>
        {s.hypotheses.forIt}
      </text>
      <text class="end second" x={x + 12} y={againstY}>
        {odds(newest.log_e_refute)}
      </text>
      <text class="end-name" x={x + 12} y={againstY + 14}>
        {s.hypotheses.againstIt}
      </text>
      <text class="axis" x={4} y={height - 6}>
        {day(points[0]!.date)}
      </text>
      <text class="axis last" x={x} y={height - 6}>
        {day(newest.date)}
      </text>
    </>
  );
}
