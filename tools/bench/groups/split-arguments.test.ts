import { describe, expect, it } from 'vitest';
import { splitArguments } from './split-arguments.js';

describe('splitArguments', () => {
  it('separates names and file from the arguments of the benchmarks', () => {
    expect(splitArguments(['--rounds', '5', '--only', 'append,wide', '--check'])).toEqual({
      only: ['append', 'wide'],
      json: null,
      others: ['--rounds', '5', '--check'],
    });
  });

  it('accepts an equals sign', () => {
    expect(splitArguments(['--only=append', '--json=figures.json', '--rows=10'])).toEqual({
      only: ['append'],
      json: 'figures.json',
      others: ['--rows=10'],
    });
  });
});
