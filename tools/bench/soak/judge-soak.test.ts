import { describe, expect, it } from 'vitest';
import { judgeSoak, type Resources } from './judge-soak.js';

const MiB = 2 ** 20;

/** Returns thirty samples; `change` sets the values of each. */
const samples = (change: (index: number) => Partial<Resources> = () => ({})): Resources[] =>
  Array.from({ length: 30 }, (_, index) => ({
    memoryBytes: 50 * MiB + (index % 3) * MiB,
    descriptors: 25,
    connections: 3,
    ...change(index),
  }));
const leaking = (resources: readonly Resources[]): readonly string[] =>
  judgeSoak(resources)
    .filter(({ isFlat }) => !isFlat)
    .map(({ resource }) => resource);

describe('judgeSoak', () => {
  it('reports a process with constant resources as flat', () => {
    expect(leaking(samples())).toEqual([]);
  });

  it('ignores the warm-up', () => {
    expect(
      leaking(samples((index) => ({ memoryBytes: Math.min(10, index + 1) * 20 * MiB }))),
    ).toEqual([]);
  });

  it('detects growing memory', () => {
    expect(leaking(samples((index) => ({ memoryBytes: (50 + index) * MiB })))).toEqual([
      'memoryBytes',
    ]);
  });

  it('detects descriptors that are not closed', () => {
    expect(leaking(samples((index) => ({ descriptors: 25 + index })))).toEqual(['descriptors']);
  });

  it('detects connections that are not closed', () => {
    expect(leaking(samples((index) => ({ connections: 3 + Math.floor(index / 5) })))).toEqual([
      'connections',
    ]);
  });

  it('throws for too few samples', () => {
    expect(() => judgeSoak(samples().slice(0, 11))).toThrow(/soak for longer/);
  });
});
