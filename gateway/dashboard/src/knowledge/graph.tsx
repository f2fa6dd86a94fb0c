import { useRef } from "preact/hooks";

import type { Graph, Insight } from "../api/types";
import { daysBetween, parse } from "../format/time";
import { useNarrow, useWidth } from "../parts/width";
import { s } from "../strings";
import { layout, wrap, type Drawn, type Placed } from "./layout";

/** Full for a month, then paler to a year; older stays readable. */
export function fade(since: string | undefined, now = new Date()): number {
  if (!since) return 1;
  const age = daysBetween(parse(since), now);
  return Math.max(0.4, Math.min(1, 1.05 - age / 560));
}

function curve({ from: a, to: b, out, into }: Drawn): string {
  const bend = Math.max(40, Math.abs(b.x - a.x) * 0.45);
  const [from, to] = [a.x + 8, b.x - 12];
  const [y, z] = [a.y + out, b.y + into];
  return `M${from} ${y}C${from + bend} ${y} ${to - bend} ${z} ${to} ${z}`;
}

interface EdgeProps {
  drawn: Drawn;
  since?: string;
  chosen: boolean;
  onChoose: () => void;
}

function Edge({ drawn, since, chosen, onChoose }: EdgeProps) {
  const { edge, from, to } = drawn;
  const up = edge.size > 0;
  const path = curve(drawn);
  const grade = edge.grade === "experiment" ? "experiment" : "observed";
  return (
    <g
      class={`edge ${up ? "up" : "down"} ${grade} ${chosen ? "chosen" : ""}`}
      role="button"
      tabindex={0}
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
      <path class="tip" d={`M${to.x - 16} ${to.y + drawn.into - 4}l6 4l-6 4`} />
    </g>
  );
}

/** Its name beside it: outward at the edges, above it between. */
function Node(props: { at: Placed; columns: number; letters: number }) {
  const { at, columns, letters } = props;
  const side =
    at.column === 0 ? "start" : at.column === columns - 1 ? "end" : "middle";
  const dx = side === "start" ? -14 : side === "end" ? 14 : 0;
  const words = wrap(at.node.label, letters);
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
  const margin = narrow ? 116 : 160;
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
          {l.edges.map(d => (
            <Edge
              key={d.edge.insight}
              drawn={d}
              since={since.get(d.edge.insight)}
              chosen={d.edge.insight === chosen}
              onChoose={() => onChoose(d.edge.insight)}
            />
          ))}
          {l.nodes.map(n => (
            <Node
              key={n.id}
              at={n}
              columns={l.columns}
              letters={narrow ? 13 : 18}
            />
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
