import { expect, test } from "vitest";

import type { GraphEdge, GraphNode } from "../src/api/types";
import { layout, wrap } from "../src/knowledge/layout";

const node = (id: string): GraphNode => ({ id, label: id, group: "" });
const edge = (cause: string, effect: string): GraphEdge => ({
  cause,
  effect,
  size: 0.4,
  confidence: 0.9,
  lag_days: 1,
  grade: "tested",
  insight: `${cause}>${effect}`,
});

test("causes stand left of what they act on, through the middle", () => {
  const l = layout(
    [node("a"), node("b"), node("c")],
    [edge("a", "b"), edge("b", "c"), edge("a", "c")],
    600,
    100,
  );
  const x = Object.fromEntries(l.nodes.map(n => [n.id, n.x]));
  expect(x).toEqual({ a: 100, b: 300, c: 500 });
  expect(l.edges).toHaveLength(3);
});

test("a circle ends, and loses no edge", () => {
  const edges = [edge("a", "b"), edge("b", "a")];
  const l = layout([node("a"), node("b")], edges, 600, 100);
  expect(l.edges).toHaveLength(2);
  expect(l.nodes.map(n => n.column).sort()).toEqual([0, 1]);
});

test("with two columns what is both stands on both sides", () => {
  const edges = [edge("a", "b"), edge("b", "c")];
  const nodes = [node("a"), node("b"), node("c")];
  const l = layout(nodes, edges, 300, 50, true);
  expect(l.columns).toBe(2);
  expect(l.nodes.filter(n => n.node.id === "b")).toHaveLength(2);
});

test("edges that share a node do not share its port", () => {
  const nodes = [node("a"), node("b"), node("c")];
  const l = layout(nodes, [edge("a", "c"), edge("b", "c")], 600, 100);
  const [p, q] = l.edges.map(e => e.into);
  expect(p).not.toBe(q);
});

test("labels break between words", () => {
  expect(wrap("Heart rate variability (RMSSD)", 13)).toEqual([
    "Heart rate",
    "variability",
    "(RMSSD)",
  ]);
  expect(wrap("Sleep", 13)).toEqual(["Sleep"]);
});
