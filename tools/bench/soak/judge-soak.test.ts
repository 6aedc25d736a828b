import { describe, expect, it } from 'vitest';
import { judgeSoak, type Resources } from './judge-soak.js';

const MiB = 2 ** 20;

/** Thirty samples; `change` says what the sample of a number holds. */
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
  it('calls a process flat that holds what it held', () => {
    expect(leaking(samples())).toEqual([]);
  });

  it('lets a process warm up', () => {
    expect(
      leaking(samples((index) => ({ memoryBytes: Math.min(10, index + 1) * 20 * MiB }))),
    ).toEqual([]);
  });

  it('notices memory that grows', () => {
    expect(leaking(samples((index) => ({ memoryBytes: (50 + index) * MiB })))).toEqual([
      'memoryBytes',
    ]);
  });

  it('notices descriptors that are not closed', () => {
    expect(leaking(samples((index) => ({ descriptors: 25 + index })))).toEqual(['descriptors']);
  });

  it('notices connections that are not closed', () => {
    expect(leaking(samples((index) => ({ connections: 3 + Math.floor(index / 5) })))).toEqual([
      'connections',
    ]);
  });

  it('refuses to judge by a few samples', () => {
    expect(() => judgeSoak(samples().slice(0, 11))).toThrow(/soak for longer/);
  });
});
