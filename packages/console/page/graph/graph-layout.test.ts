import { describe, expect, it } from 'vitest';
import type { WireGraph } from '../../src/wire/jobs.js';
import { fittingLayout, layoutGraph, type Direction } from './graph-layout.js';
import { graphRanks } from './graph-ranks.js';
import { nextNode } from './next-node.js';

const wildlife: WireGraph = {
  nodes: [
    { id: 'source', kind: 'source', name: 'csv', label: 'csv' },
    { id: 'step:0', kind: 'step', name: 'rename_columns', label: 'rename_columns' },
    { id: 'step:1', kind: 'step', name: 'validate_record', label: 'validate_record' },
    {
      id: 'table',
      kind: 'table',
      name: 'public.wildlife_strikes',
      label: 'public.wildlife_strikes',
    },
    {
      id: 'check:0',
      kind: 'check',
      name: 'no strikes of the future',
      label: 'no strikes of the future',
    },
    { id: 'check:1', kind: 'check', name: 'costs add up', label: 'costs add up' },
  ],
  edges: [
    ['source', 'step:0'],
    ['step:0', 'step:1'],
    ['step:1', 'table'],
    ['table', 'check:0'],
    ['table', 'check:1'],
  ],
};

const large: WireGraph = {
  nodes: Array.from({ length: 500 }, (_, index) => ({
    id: `n${String(index)}`,
    kind: 'step',
    name: `step ${String(index)}`,
    label: `step ${String(index)}`,
  })),
  edges: Array.from({ length: 499 }, (_, index) => [
    `n${String(Math.floor(index / 3))}`,
    `n${String(index + 1)}`,
  ]),
};

const laidOut = (direction: Direction, graph = wildlife) =>
  layoutGraph(graph, { direction, hasFigures: false });

describe('layoutGraph', () => {
  it('goes from left to right, or from top to bottom', () => {
    const x = laidOut('LR').nodes.map((node) => node.x);
    expect(x.slice(0, 5)).toEqual([...x.slice(0, 5)].sort((a, b) => a - b));
    const y = laidOut('TB').nodes.map((node) => node.y);
    expect(y.slice(0, 5)).toEqual([...y.slice(0, 5)].sort((a, b) => a - b));
  });

  it.each<[string, Direction, WireGraph]>([
    ['a job', 'LR', wildlife],
    ['a job', 'TB', wildlife],
    ['500 nodes', 'LR', large],
    ['500 nodes', 'TB', large],
  ])('lays no node of %s over another (%s), and all inside the drawing', (_, way, graph) => {
    const { nodes, edges, width, height } = laidOut(way, graph);
    const pairs = nodes.flatMap((a, index) => nodes.slice(index + 1).map((b) => [a, b] as const));
    const overlaps = pairs.filter(
      ([a, b]) =>
        a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height,
    );
    expect(overlaps).toEqual([]);
    expect(nodes.filter(({ x, y }) => x < 0 || y < 0)).toEqual([]);
    expect(nodes.filter((at) => at.x + at.width > width || at.y + at.height > height)).toEqual([]);
    expect(edges).toHaveLength(graph.edges.length);
    expect(edges.every(({ path }) => path.startsWith('M'))).toBe(true);
  });

  it('leaves out an edge to a node that is not there', () => {
    const { edges } = laidOut('LR', {
      nodes: wildlife.nodes.slice(0, 2),
      edges: wildlife.edges,
    });
    expect(edges.map(({ to }) => to)).toEqual(['step:0']);
  });

  it('draws an empty graph', () => {
    expect(laidOut('LR', { nodes: [], edges: [] })).toMatchObject({ nodes: [], edges: [] });
  });
});

describe('fittingLayout', () => {
  it('goes from top to bottom where there is no place beside', () => {
    const wide = fittingLayout(wildlife, { place: 1000, hasFigures: false });
    expect(wide).toEqual(laidOut('LR'));
    const narrow = fittingLayout(wildlife, { place: 320, hasFigures: false });
    expect(narrow).toEqual(laidOut('TB'));
    expect(narrow.width).toBeLessThan(320);
  });
});

describe('graphRanks', () => {
  const node = (id: string) => ({ id, kind: 'step', name: id, label: id }) as const;
  const idsOf = (ids: string, edges: WireGraph['edges']) =>
    graphRanks({ nodes: Array.from(ids, node), edges }).map((rank) =>
      rank.map(({ id }) => id).join(''),
    );

  it('puts a node behind the longest way to it', () => {
    expect(
      idsOf('abcd', [
        ['a', 'b'],
        ['b', 'c'],
        ['a', 'c'],
        ['a', 'd'],
      ]),
    ).toEqual(['a', 'bd', 'c']);
  });

  it('orders nodes like those before them', () => {
    expect(
      idsOf('abcdef', [
        ['a', 'b'],
        ['a', 'c'],
        ['c', 'd'],
        ['b', 'e'],
        ['c', 'f'],
      ]),
    ).toEqual(['a', 'bc', 'edf']);
  });

  it('ends for a circle', () => {
    expect(
      idsOf('ab', [
        ['a', 'b'],
        ['b', 'a'],
      ]).join(''),
    ).toHaveLength(2);
  });
});

describe('nextNode', () => {
  it('moves along the graph and between its branches', () => {
    const { nodes } = laidOut('LR');
    expect(nextNode(nodes, 'source', 'ArrowRight')).toBe('step:0');
    expect(nextNode(nodes, 'step:0', 'ArrowLeft')).toBe('source');
    const checks = ['check:0', 'check:1'];
    const upper = nodes.filter(({ node }) => checks.includes(node.id)).sort((a, b) => a.y - b.y);
    expect(nextNode(nodes, upper[0]?.node.id ?? '', 'ArrowDown')).toBe(upper[1]?.node.id);
    expect(nextNode(nodes, 'step:0', 'End')).toBe('check:1');
    expect(nextNode(nodes, 'step:0', 'Home')).toBe('source');
  });

  it('stays where nothing is ahead, and for other keys', () => {
    const { nodes } = laidOut('LR');
    expect(nextNode(nodes, 'source', 'ArrowLeft')).toBeNull();
    expect(nextNode(nodes, 'source', 'a')).toBeNull();
    expect(nextNode(nodes, 'unknown', 'ArrowRight')).toBeNull();
  });
});
