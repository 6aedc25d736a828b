import type { WireGraph } from '../../src/wire/jobs.js';
import type { LayoutOptions } from './graph-layout.js';
import { nodeSize, type NodeSize } from './node-size.js';

const betweenNodes = 14;
const betweenRanks = 28;
const margins = 8;

/**
 * Returns about the size that a graph takes, so that the page keeps the place until it is laid out:
 * each node is as far from the start as its longest way.
 */
export function expectedSize(graph: WireGraph, { direction, hasFigures }: LayoutOptions): NodeSize {
  const ranks = new Map<number, NodeSize[]>();
  const depths = depthsOf(graph);
  for (const node of graph.nodes) {
    const depth = depths.get(node.id) ?? 0;
    ranks.set(depth, [...(ranks.get(depth) ?? []), nodeSize(node, hasFigures)]);
  }
  const along = direction === 'LR' ? 'width' : 'height';
  const across = direction === 'LR' ? 'height' : 'width';
  let length = 0;
  let breadth = 0;
  for (const sizes of ranks.values()) {
    length += Math.max(...sizes.map((size) => size[along])) + betweenRanks;
    const taken = sizes.reduce((sum, size) => sum + size[across] + betweenNodes, 0);
    breadth = Math.max(breadth, taken - betweenNodes);
  }
  length = Math.max(0, length - betweenRanks) + margins;
  breadth += margins;
  return direction === 'LR'
    ? { width: length, height: breadth }
    : { width: breadth, height: length };
}

/** Returns the length of the longest way to each node; a circle ends where it began. */
function depthsOf({ nodes, edges }: WireGraph): ReadonlyMap<string, number> {
  const before = new Map<string, string[]>();
  for (const [from, to] of edges) before.set(to, [...(before.get(to) ?? []), from]);
  const depths = new Map<string, number>();
  const visit = (id: string, path: ReadonlySet<string>): number => {
    const known = depths.get(id);
    if (known !== undefined) return known;
    if (path.has(id)) return 0;
    const below = new Set(path).add(id);
    const ways = (before.get(id) ?? []).map((from) => visit(from, below) + 1);
    const depth = Math.max(0, ...ways);
    depths.set(id, depth);
    return depth;
  };
  for (const { id } of nodes) visit(id, new Set());
  return depths;
}
