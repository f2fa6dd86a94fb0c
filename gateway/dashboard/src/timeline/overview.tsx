import { useRef } from "preact/hooks";

import type { Point } from "../api/types";
import { day } from "../format/time";
import { useWidth } from "../parts/width";
import { s } from "../strings";
import { clamp, pan, withGaps, zoom, type Window } from "./axis";

const height = 52;

interface Props {
  points: Point[];
  window: Window;
  extent: Window;
  onWindow: (window: Window) => void;
}

function outline(points: Point[], x: (t: number) => number): string {
  const [time, values] = withGaps(points, "week");
  const known = values.filter((v): v is number => v !== null);
  const low = Math.min(...known);
  const span = Math.max(...known) - low || 1;
  let move = true;
  return time
    .map((t, i) => {
      const v = values[i] ?? null;
      if (v === null) {
        move = true;
        return "";
      }
      const y = height - 10 - ((v - low) / span) * (height - 20);
      const step = `${move ? "M" : "L"}${x(t).toFixed(1)} ${y.toFixed(1)}`;
      move = false;
      return step;
    })
    .join("");
}

const text = (seconds: number) => day(new Date(seconds * 1000).toISOString());

type Grip = "from" | "to" | "all";

/** Which part of the window a pointer took: an end, or the whole. */
function gripAt(x: number, a: number, b: number): Grip | undefined {
  if (Math.abs(x - a) < 12) return "from";
  if (Math.abs(x - b) < 12) return "to";
  return x > a && x < b ? "all" : undefined;
}

/** The whole record small, and the window on it to drag. */
export function Overview({ points, window: w, extent, onWindow }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const grip = useRef<{ part: Grip; at: number; start: Window }>();
  const width = useWidth(box);
  const whole = extent.to - extent.from;
  const x = (t: number) => ((t - extent.from) / whole) * width;
  const t = (px: number) => extent.from + (px / width) * whole;
  const [a, b] = [x(w.from), x(w.to)];

  const down = (e: PointerEvent) => {
    const target = e.currentTarget as SVGElement;
    const px = e.clientX - target.getBoundingClientRect().left;
    const part = gripAt(px, a, b);
    target.setPointerCapture(e.pointerId);
    const half = (w.to - w.from) / 2;
    const start = part
      ? w
      : clamp({ from: t(px) - half, to: t(px) + half }, extent);
    if (!part) onWindow(start);
    grip.current = { part: part ?? "all", at: px, start };
  };
  const moved = (e: PointerEvent) => {
    if (!grip.current) return;
    const target = e.currentTarget as SVGElement;
    const px = e.clientX - target.getBoundingClientRect().left;
    const by = ((px - grip.current.at) / width) * whole;
    const { part, start } = grip.current;
    const from = part === "to" ? start.from : start.from + by;
    const to = part === "from" ? start.to : start.to + by;
    if (to - from > 3600) onWindow(clamp({ from, to }, extent));
  };
  const up = () => (grip.current = undefined);
  const key = (e: KeyboardEvent) => {
    const next = keys(e.key, w, extent);
    if (!next) return;
    e.preventDefault();
    onWindow(next);
  };
  return (
    <div class="overview" ref={box}>
      {width > 0 && (
        <svg
          width={width}
          height={height}
          onPointerDown={down}
          onPointerMove={moved}
          onPointerUp={up}
          onPointerCancel={up}
        >
          <path class="outline" d={outline(points, x)} />
          <rect class="veil" x={0} width={Math.max(0, a)} height={height} />
          <rect
            class="veil"
            x={b}
            width={Math.max(0, width - b)}
            height={height}
          />
          <g
            class="brush"
            tabindex={0}
            role="slider"
            aria-label={`${s.timeline.overview}. ${s.timeline.overviewHint}`}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={Math.round(((w.from - extent.from) / whole) * 100)}
            aria-valuetext={`${text(w.from)} – ${text(w.to)}`}
            onKeyDown={key}
          >
            <rect
              class="frame-line"
              x={a + 0.5}
              y={0.5}
              width={Math.max(4, b - a - 1)}
              height={height - 1}
              rx={6}
            />
            <rect
              class="grip"
              x={Math.max(0, a - 2)}
              y={16}
              width={5}
              height={20}
              rx={2.5}
            />
            <rect
              class="grip"
              x={Math.min(width - 5, b - 3)}
              y={16}
              width={5}
              height={20}
              rx={2.5}
            />
          </g>
        </svg>
      )}
    </div>
  );
}

function keys(key: string, w: Window, extent: Window): Window | undefined {
  const span = w.to - w.from;
  switch (key) {
    case "ArrowLeft":
      return pan(w, -0.2, extent);
    case "ArrowRight":
      return pan(w, 0.2, extent);
    case "Home":
      return { from: extent.from, to: extent.from + span };
    case "End":
      return { from: extent.to - span, to: extent.to };
    case "+":
    case "=":
      return zoom(w, 0.7, extent);
    case "-":
      return zoom(w, 1.4, extent);
    default:
      return undefined;
  }
}
