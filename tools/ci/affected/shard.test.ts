import { describe, expect, it } from 'vitest';
import { outsideShard } from './shard.js';

const names = ['d', 'b', 'a', 'c', 'e'];

describe('outsideShard', () => {
  it('leaves nothing out of the only shard', () => {
    expect(outsideShard(names, '1/1')).toEqual([]);
  });

  it('gives every name to exactly one shard', () => {
    const inside = ['1/3', '2/3', '3/3'].flatMap((shard) =>
      names.filter((name) => !outsideShard(names, shard).includes(name)),
    );
    expect(inside.toSorted()).toEqual(names.toSorted());
  });

  it.each(['', '0/2', '3/2', '1', 'a/b'])('refuses "%s"', (shard) => {
    expect(() => outsideShard(names, shard)).toThrow(/is no shard/);
  });
});
