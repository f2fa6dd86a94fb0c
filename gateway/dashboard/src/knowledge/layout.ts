import type { GraphEdge, GraphNode } from "../api/types";

/** A node at its place; `id` is unique, `node` may stand twice when split. */
export interface Placed {
  id: string;
  node: GraphNode;
  column: number;
  x: number;
  y: number;
}

export interface Layout {
  nodes: Placed[];
  edges: Drawn[];
  columns: number;
  height: number;
}

/** An edge and where on its nodes it begins and ends. */
export interface Drawn {
  edge: GraphEdge;
  from: Placed;
  to: Placed;
  out: number;
  into: number;
}

const row = 72;
const port = 9;

/** Longest way from a cause; a circle is cut where it would close. */
function depths(nodes: GraphNode[], edges: GraphEdge[]): Map<string, number> {
  const depth = new Map<string, number>();
  const open = new Set<string>();
  const visit = (id: string): number => {
    const known = depth.get(id);
    if (known !== undefined) return known;
    open.add(id);
    let deepest = 0;
    for (const e of edges)
      if (e.effect === id && e.cause !== id && !open.has(e.cause))
        deepest = Math.max(deepest, visit(e.cause) + 1);
    open.delete(id);
    depth.set(id, deepest);
    return deepest;
  };
  nodes.forEach(n => visit(n.id));
  return depth;
}

interface Slot {
  id: string;
  node: GraphNode;
  column: number;
}

function layered(nodes: GraphNode[], edges: GraphEdge[]): Slot[] {
  const depth = depths(nodes, edges);
  return nodes.map(node => ({
    id: node.id,
    node,
    column: depth.get(node.id) ?? 0,
  }));
}

/** Causes left, outcomes right; what is both stands on both sides. */
function split(nodes: GraphNode[], edges: GraphEdge[]): Slot[] {
  const causes = nodes.filter(n => edges.some(e => e.cause === n.id));
  const effects = nodes.filter(n => edges.some(e => e.effect === n.id));
  return [
    ...causes.map(node => ({ id: `c:${node.id}`, node, column: 0 })),
    ...effects.map(node => ({ id: `e:${node.id}`, node, column: 1 })),
  ];
}

type Ends = (e: GraphEdge) => [string, string];

/** Orders each column by the mean place of its neighbours, a few times. */
function order(slots: Slot[], edges: GraphEdge[], ends: Ends): Slot[][] {
  const count = Math.max(0, ...slots.map(x => x.column)) + 1;
  const columns = Array.from({ length: count }, (_, c) =>
    slots.filter(x => x.column === c),
  );
  const place = new Map<string, number>();
  const note = () =>
    columns.forEach(c =>
      c.forEach((x, i) => place.set(x.id, (i + 0.5) / c.length)),
    );
  const mean = (x: Slot): number => {
    const near = edges
      .map(ends)
      .flatMap(([a, b]) => (a === x.id ? [b] : b === x.id ? [a] : []))
      .map(id => place.get(id) ?? 0);
    if (near.length === 0) return place.get(x.id) ?? 0;
    return near.reduce((sum, y) => sum + y, 0) / near.length;
  };
  for (let turn = 0; turn < 6; turn++) {
    note();
    for (const c of columns) {
      c.sort((a, b) => mean(a) - mean(b));
      note();
    }
  }
  return columns;
}

/**
 * Places causes left of what they act on, over `width`. With `two` there are
 * only two columns, for narrow screens.
 */
export function layout(
  nodes: GraphNode[],
  edges: GraphEdge[],
  width: number,
  margin: number,
  two = false,
): Layout {
  const slots = two ? split(nodes, edges) : layered(nodes, edges);
  const ends: Ends = two
    ? e => [`c:${e.cause}`, `e:${e.effect}`]
    : e => [e.cause, e.effect];
  const columns = order(slots, edges, ends);
  const height = Math.max(1, ...columns.map(c => c.length)) * row;
  const step = (width - 2 * margin) / Math.max(1, columns.length - 1);
  const placed = columns.flatMap((c, at) =>
    c.map((x, i) => ({
      ...x,
      x: margin + at * step,
      y: (height * (i + 0.5)) / c.length,
    })),
  );
  const by = new Map(placed.map(p => [p.id, p]));
  const drawn = edges.flatMap(edge => {
    const [a, b] = ends(edge);
    const [from, to] = [by.get(a), by.get(b)];
    return from && to ? [{ edge, from, to, out: 0, into: 0 }] : [];
  });
  spreadPorts(drawn);
  return { nodes: placed, edges: drawn, columns: columns.length, height };
}

/** Edges that share a node leave and reach it one below the other. */
function spreadPorts(edges: Drawn[]): void {
  const nodes = new Set(edges.flatMap(e => [e.from, e.to]));
  const place = (group: Drawn[], set: (e: Drawn, at: number) => void) =>
    group.forEach((e, i) => set(e, (i - (group.length - 1) / 2) * port));
  for (const node of nodes) {
    const out = edges.filter(e => e.from === node);
    place(
      out.sort((a, b) => a.to.y - b.to.y),
      (e, at) => (e.out = at),
    );
    const into = edges.filter(e => e.to === node);
    place(
      into.sort((a, b) => a.from.y - b.from.y),
      (e, at) => (e.into = at),
    );
  }
}

/** A label in lines of about `most` letters, broken between words. */
export function wrap(label: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of label.split(" ")) {
    const line = lines[lines.length - 1];
    if (line !== undefined && line.length + 1 + word.length <= most)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
