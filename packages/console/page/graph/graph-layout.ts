import type { WireGraph, WireNode } from '../../src/wire/jobs.js';
import { graphRanks } from './graph-ranks.js';
import { nodeSize, type NodeSize } from './node-size.js';

/** Where the graph goes to: from left to right, or from top to bottom. */
export type Direction = 'LR' | 'TB';

/** A node with its place: `x` and `y` are its upper left corner in px. */
export interface PlacedNode extends NodeSize {
  readonly node: WireNode;
  readonly x: number;
  readonly y: number;
}

/** An edge with its way through the drawing, as the path of an SVG. */
export interface PlacedEdge {
  readonly from: string;
  readonly to: string;
  readonly path: string;
}

/** A graph with the places of all nodes. */
export interface GraphLayout extends NodeSize {
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

/** How a graph is laid out. */
export interface LayoutOptions {
  readonly direction: Direction;
  /** Whether the nodes show counts. */
  readonly hasFigures: boolean;
}

const margin = 4;
const besideNodes = 14;
const betweenRanks = 20;
/** Where edges go down beside nodes of one rank, when the graph goes from top to bottom. */
const channel = 14;

/**
 * Lays out the graph of a job, which is a chain of steps that ends in a table and its checks. From left
 * to right, nodes of one rank are below one another; from top to bottom they are as well, moved to the
 * right, so that a narrow screen shows them.
 */
export function layoutGraph(graph: WireGraph, options: LayoutOptions): GraphLayout {
  const place = options.direction === 'LR' ? placeAcross : placeDown;
  const ranks = graphRanks(graph).map((rank) =>
    rank.map((node) => ({ node, ...nodeSize(node, options.hasFigures) })),
  );
  const nodes = place(ranks);
  const byId = new Map(nodes.map((placed) => [placed.node.id, placed]));
  const edges = graph.edges.flatMap(([from, to]) => {
    const [source, target] = [byId.get(from), byId.get(to)];
    if (source === undefined || target === undefined || from === to) return [];
    const path = options.direction === 'LR' ? pathAcross(source, target) : pathDown(source, target);
    return [{ from, to, path }];
  });
  return {
    width: margin + Math.max(0, ...nodes.map(({ x, width }) => x + width)),
    height: margin + Math.max(0, ...nodes.map(({ y, height }) => y + height)),
    nodes,
    edges,
  };
}

/** A drawing is not made smaller than this: its texts could not be read. */
export const leastScale = 0.72;

/** Lays a graph out from left to right if that fits its place in px, otherwise from top to bottom. */
export function fittingLayout(
  graph: WireGraph,
  { place, hasFigures }: { readonly place: number; readonly hasFigures: boolean },
): GraphLayout {
  const across = layoutGraph(graph, { direction: 'LR', hasFigures });
  if (across.width * leastScale <= place) return across;
  return layoutGraph(graph, { direction: 'TB', hasFigures });
}

type Ranks = readonly (readonly (NodeSize & { readonly node: WireNode })[])[];

function placeAcross(ranks: Ranks): readonly PlacedNode[] {
  const heights = ranks.map((rank) =>
    rank.reduce((sum, { height }) => sum + height + besideNodes, -besideNodes),
  );
  const middle = margin + Math.max(0, ...heights) / 2;
  let x = margin;
  return ranks.flatMap((rank, at) => {
    let y = middle - (heights[at] ?? 0) / 2;
    const placed = rank.map((sized) => {
      const node = { ...sized, x, y };
      y += sized.height + besideNodes;
      return node;
    });
    x += Math.max(...rank.map(({ width }) => width)) + betweenRanks;
    return placed;
  });
}

function placeDown(ranks: Ranks): readonly PlacedNode[] {
  let y = margin;
  return ranks.flatMap((rank) => {
    const x = rank.length === 1 ? margin : margin + 2 * channel;
    const placed = rank.map((sized, at) => {
      const node = { ...sized, x, y };
      y += sized.height + (at === rank.length - 1 ? betweenRanks / 1.5 : besideNodes);
      return node;
    });
    return placed;
  });
}

function pathAcross(from: PlacedNode, to: PlacedNode): string {
  const [x1, y1] = [from.x + from.width, from.y + from.height / 2];
  const [x2, y2] = [to.x, to.y + to.height / 2];
  const bend = Math.max(12, (x2 - x1) / 2);
  return `M${px(x1)},${px(y1)}C${px(x1 + bend)},${px(y1)} ${px(x2 - bend)},${px(y2)} ${px(x2)},${px(y2)}`;
}

function pathDown(from: PlacedNode, to: PlacedNode): string {
  const x = margin + channel;
  const start = from.x === margin ? '' : `M${px(from.x)},${px(from.y + from.height / 2)}H${px(x)}`;
  const begin = start === '' ? `M${px(x)},${px(from.y + from.height)}` : start;
  if (to.x === margin) return `${begin}V${px(to.y)}`;
  return `${begin}V${px(to.y + to.height / 2)}H${px(to.x)}`;
}

function px(length: number): string {
  return String(Math.round(length * 10) / 10);
}
