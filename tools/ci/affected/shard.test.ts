import { describe, expect, it } from 'vitest';
import { outsideShard } from './shard.js';

const names = ['d', 'b', 'a', 'c', 'e'];

describe('outsideShard', () => {
  it('puts every name into a single shard', () => {
    expect(outsideShard(names, '1/1')).toEqual([]);
  });

  it('puts every name into exactly one shard', () => {
    const inside = ['1/3', '2/3', '3/3'].flatMap((shard) =>
      names.filter((name) => !outsideShard(names, shard).includes(name)),
    );
    expect(inside.toSorted()).toEqual(names.toSorted());
  });

  it.each(['', '0/2', '3/2', '1', 'a/b'])('refuses "%s"', (shard) => {
    expect(() => outsideShard(names, shard)).toThrow(/is not a shard/);
  });
});
