import { useRef } from "preact/hooks";

import type { Graph, GraphEdge, Insight } from "../api/types";
import { daysBetween, parse } from "../format/time";
import { useNarrow, useWidth } from "../parts/width";
import { s } from "../strings";
import { layout, type Placed } from "./layout";

/** Full for a month, then paler to a year; older stays readable. */
export function fade(since: string | undefined, now = new Date()): number {
  if (!since) return 1;
  const age = daysBetween(parse(since), now);
  return Math.max(0.4, Math.min(1, 1.05 - age / 560));
}

function curve(a: Placed, b: Placed): string {
  const bend = Math.max(40, Math.abs(b.x - a.x) * 0.45);
  const [from, to] = [a.x + 7, b.x - 9];
  return `M${from} ${a.y}C${from + bend} ${a.y} ${to - bend} ${b.y} ${to} ${b.y}`;
}

interface EdgeProps {
  edge: GraphEdge;
  from: Placed;
  to: Placed;
  since?: string;
  chosen: boolean;
  onChoose: () => void;
}

function Edge({ edge, from, to, since, chosen, onChoose }: EdgeProps) {
  const up = edge.size > 0;
  const path = curve(from, to);
  const grade = edge.grade === "experiment" ? "experiment" : "observed";
  return (
    <g
      class={`edge ${up ? "up" : "down"} ${grade} ${chosen ? "chosen" : ""}`}
      role="button"
      tabIndex={0}
      aria-pressed={chosen}
      aria-label={s.knowledge.edge(from.node.label, to.node.label, up)}
      onClick={onChoose}
      onKeyDown={e => {
        if (e.key !== "Enter" && e.key !== " ") return;
        e.preventDefault();
        onChoose();
      }}
    >
      <path class="reach" d={path} />
      <path
        class="stroke"
        d={path}
        stroke-width={1.5 + Math.min(1, Math.abs(edge.size)) * 7}
        opacity={chosen ? 1 : fade(since)}
      />
      <path class="tip" d={`M${to.x - 12} ${to.y - 5}l7 5l-7 5`} />
    </g>
  );
}

/** Its name beside it: outward at the edges, above it between. */
function Node({ at, columns }: { at: Placed; columns: number }) {
  const side =
    at.column === 0 ? "start" : at.column === columns - 1 ? "end" : "middle";
  const dx = side === "start" ? -14 : side === "end" ? 14 : 0;
  const words = split(at.node.label);
  const top = side === "middle" ? -16 - (words.length - 1) * 15 : 4.5;
  const rise = side === "middle" ? 0 : -((words.length - 1) * 15) / 2;
  return (
    <g class={`node ${side}`}>
      <circle cx={at.x} cy={at.y} r={6} />
      {words.map((word, i) => (
        <text x={at.x + dx} y={at.y + top + rise + i * 15} key={i}>
          {word}
        </text>
      ))}
    </g>
  );
}

/** A long label in two lines, broken near its middle. */
function split(label: string): string[] {
  if (label.length <= 14 || !label.includes(" ")) return [label];
  const spaces = [...label.matchAll(/ /g)].map(m => m.index);
  const middle = label.length / 2;
  const near = (a: number, b: number) =>
    Math.abs(a - middle) <= Math.abs(b - middle) ? a : b;
  const at = spaces.reduce(near);
  return [label.slice(0, at), label.slice(at + 1)];
}

interface Props {
  graph: Graph;
  insights: Insight[];
  chosen: string;
  onChoose: (insight: string) => void;
}

export function GraphView({ graph, insights, chosen, onChoose }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const narrow = useNarrow();
  const margin = narrow ? 112 : 150;
  const l = layout(graph.nodes, graph.edges, width, margin, narrow);
  const since = new Map(insights.map(i => [i.id, i.since]));
  return (
    <div class="graph" ref={box}>
      {width > 0 && (
        <svg
          width={width}
          height={l.height}
          role="group"
          aria-label={s.knowledge.graphLabel}
        >
          {l.edges.map(({ edge, from, to }) => (
            <Edge
              key={edge.insight}
              edge={edge}
              from={from}
              to={to}
              since={since.get(edge.insight)}
              chosen={edge.insight === chosen}
              onChoose={() => onChoose(edge.insight)}
            />
          ))}
          {l.nodes.map(n => (
            <Node key={n.id} at={n} columns={l.columns} />
          ))}
        </svg>
      )}
      <Legend />
    </div>
  );
}

function Key({ kind, text }: { kind: string; text: string }) {
  return (
    <li>
      <svg width={28} height={10} aria-hidden="true" class={`edge ${kind}`}>
        <path class="stroke" d="M1 5H27" stroke-width={3} />
      </svg>
      {text}
    </li>
  );
}

function Legend() {
  const w = s.knowledge.legend;
  return (
    <ul class="legend small quiet">
      <Key kind="up experiment" text={w.up} />
      <Key kind="down experiment" text={w.down} />
      <Key kind="plain observed" text={w.observed} />
      <Key kind="plain experiment" text={w.experiment} />
      <li>{w.width}</li>
      <li>{w.fade}</li>
    </ul>
  );
}
