import type { WireGraph, WireNode } from '../../src/wire/jobs.js';

/**
 * Returns the nodes by the length of the longest way to them. Those of a rank are in the order of the
 * nodes before them, so that few edges cross.
 */
export function graphRanks({ nodes, edges }: WireGraph): readonly (readonly WireNode[])[] {
  const before = new Map<string, string[]>();
  for (const [from, to] of edges) before.set(to, [...(before.get(to) ?? []), from]);
  const depths = depthsOf(nodes, before);
  const ranks: WireNode[][] = [];
  for (const node of nodes) (ranks[depths.get(node.id) ?? 0] ??= []).push(node);
  const places = new Map<string, number>();
  // A circle leaves ranks without nodes.
  return ranks.filter(Boolean).map((rank) => {
    const wanted = new Map(rank.map(({ id }, at) => [id, meanOf(before.get(id), places) ?? at]));
    const ordered = rank.toSorted((a, b) => (wanted.get(a.id) ?? 0) - (wanted.get(b.id) ?? 0));
    for (const [at, { id }] of ordered.entries()) places.set(id, at);
    return ordered;
  });
}

function meanOf(
  ids: readonly string[] | undefined,
  places: ReadonlyMap<string, number>,
): number | undefined {
  const known = (ids ?? []).flatMap((id) => places.get(id) ?? []);
  return known.length === 0 ? undefined : known.reduce((sum, at) => sum + at, 0) / known.length;
}

function depthsOf(
  nodes: readonly WireNode[],
  before: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, number> {
  const depths = new Map<string, number>();
  const path = new Set<string>();
  const visit = (id: string): number => {
    const known = depths.get(id);
    // A circle ends where it began.
    if (known !== undefined || path.has(id)) return known ?? 0;
    path.add(id);
    const depth = Math.max(0, ...(before.get(id) ?? []).map((from) => visit(from) + 1));
    path.delete(id);
    depths.set(id, depth);
    return depth;
  };
  for (const { id } of nodes) visit(id);
  return depths;
}
