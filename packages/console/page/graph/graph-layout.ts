import type { WireGraph, WireNode } from '../../src/wire/jobs.js';
import { nodeSize, type NodeSize } from './node-size.js';

/** Where the graph begins and goes to: from left to right, or from top to bottom. */
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
  readonly direction: Direction;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

/** How a graph is laid out. */
export interface LayoutOptions {
  readonly direction: Direction;
  /** Whether the nodes show counts. */
  readonly hasFigures: boolean;
}

/** What is used of the library. */
interface Dagre {
  readonly layout: (graph: DagreGraph) => void;
  readonly graphlib: { readonly Graph: new () => DagreGraph };
}

interface DagreGraph {
  readonly setGraph: (options: object) => void;
  readonly setDefaultEdgeLabel: (label: () => object) => void;
  readonly setNode: (id: string, size: NodeSize) => void;
  readonly setEdge: (from: string, to: string) => void;
  readonly graph: () => Partial<NodeSize>;
  readonly node: (id: string) => NodeSize & Point;
  readonly edge: (from: string, to: string) => { readonly points: readonly Point[] };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const gaps = { nodesep: 14, ranksep: 28, marginx: 4, marginy: 4 };

/** Loads the library of the layout, and lays a graph out. */
export async function layoutGraph(graph: WireGraph, options: LayoutOptions): Promise<GraphLayout> {
  // Its declarations refer to files that it does not have.
  const { graphlib, layout } = (await import('@dagrejs/dagre')) as unknown as Dagre;
  const laid = new graphlib.Graph();
  laid.setGraph({ rankdir: options.direction, ...gaps });
  laid.setDefaultEdgeLabel(() => ({}));
  for (const node of graph.nodes) laid.setNode(node.id, { ...nodeSize(node, options.hasFigures) });
  const edges = edgesBetweenNodes(graph);
  for (const [from, to] of edges) laid.setEdge(from, to);
  layout(laid);
  const { width = 0, height = 0 } = laid.graph();
  return {
    direction: options.direction,
    width: Math.ceil(width),
    height: Math.ceil(height),
    nodes: graph.nodes.map((node) => {
      const at = laid.node(node.id);
      // The library places centres.
      return {
        node,
        width: at.width,
        height: at.height,
        x: at.x - at.width / 2,
        y: at.y - at.height / 2,
      };
    }),
    edges: edges.map(([from, to]) => {
      const { points } = laid.edge(from, to);
      return { from, to, path: pathThrough(points) };
    }),
  };
}

/** A library that lays out graphs fails for an edge to a node that is not there. */
function edgesBetweenNodes({ nodes, edges }: WireGraph): WireGraph['edges'] {
  const ids = new Set(nodes.map(({ id }) => id));
  return edges.filter(([from, to]) => ids.has(from) && ids.has(to) && from !== to);
}

/** Returns a path through points that turns softly: each point bends the line, the middles lie on it. */
export function pathThrough(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const last = rest.pop();
  if (first === undefined || last === undefined) return '';
  const bends = rest.map((point, index) => {
    const next = rest[index + 1];
    const end =
      next === undefined ? last : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    return `Q${place(point)} ${place(end)}`;
  });
  return [`M${place(first)}`, ...bends, ...(bends.length === 0 ? [`L${place(last)}`] : [])].join(
    '',
  );
}

function place({ x, y }: Point): string {
  return `${String(Math.round(x * 10) / 10)},${String(Math.round(y * 10) / 10)}`;
}
