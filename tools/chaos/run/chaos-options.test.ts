import { describe, expect, it } from 'vitest';
import { parseChaosOptions } from './chaos-options.js';

describe('parseChaosOptions', () => {
  it('runs everything on PostgreSQL 17 with a new seed by default', () => {
    expect(parseChaosOptions([])).toMatchObject({
      scope: 'all',
      categories: [],
      versions: [17],
      runs: null,
      isUpdate: false,
    });
    expect(parseChaosOptions([])?.seed).not.toBe(parseChaosOptions([])?.seed);
  });

  it('takes categories, versions, seed and runs', () => {
    const args = '--category slow --category load --pg 15,18 --seed 7 --runs 500'.split(' ');
    expect(parseChaosOptions(args)).toMatchObject({
      categories: ['slow', 'load'],
      versions: [15, 18],
      seed: 7,
      runs: 500,
    });
  });

  it.each([
    ['--category=fast', 'No category is called "fast"'],
    ['--pg=14', '--pg takes 15, 16, 17 and 18, not 14.'],
    ['--pg=x', '--pg takes a whole number, not "x".'],
    ['--seed=-1', '--seed takes a whole number, not "-1".'],
    ['--runs=0', '--runs takes at least 1'],
    ['--update', '--update needs --smoke'],
    ['--what', "Unknown option '--what'"],
  ])('refuses %s', (argument, message) => {
    expect(() => parseChaosOptions([argument])).toThrow(message);
  });

  it('returns null for --help', () => {
    expect(parseChaosOptions(['--help'])).toBeNull();
  });
});
