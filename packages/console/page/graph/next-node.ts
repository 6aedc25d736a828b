import type { PlacedNode } from './graph-layout.js';

const ways: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};

/** Returns the id of the node that a key leads to; null: it does not move. */
export function nextNode(nodes: readonly PlacedNode[], from: string, key: string): string | null {
  if (key === 'Home') return nodes[0]?.node.id ?? null;
  if (key === 'End') return nodes.at(-1)?.node.id ?? null;
  const way = ways[key];
  const here = nodes.find(({ node }) => node.id === from);
  if (way === undefined || here === undefined) return null;
  let nearest: { readonly id: string; readonly distance: number } | null = null;
  for (const there of nodes) {
    const [x, y] = [middle(there).x - middle(here).x, middle(there).y - middle(here).y];
    const ahead = x * way[0] + y * way[1];
    const aside = Math.abs(x * way[1]) + Math.abs(y * way[0]);
    if (ahead <= 1) continue;
    // A node to the side is a worse answer than one that is farther ahead.
    const distance = ahead + 3 * aside;
    if (nearest === null || distance < nearest.distance) nearest = { id: there.node.id, distance };
  }
  return nearest?.id ?? null;
}

function middle({ x, y, width, height }: PlacedNode): { readonly x: number; readonly y: number } {
  return { x: x + width / 2, y: y + height / 2 };
}
