import { describe, expect, it } from 'vitest';
import { checks } from './check.js';
import { tiers } from './tier.js';

const inTiers = new Set<string>(Object.values(tiers).flat());

describe('checks', () => {
  it('have names and commands of their own', () => {
    expect(new Set(checks.map(({ name }) => name)).size).toBe(checks.length);
    expect(new Set(checks.map(({ commands }) => commands.join())).size).toBe(checks.length);
  });
});

describe('tiers', () => {
  it('contain every check, and nothing else', () => {
    expect([...inTiers].toSorted()).toEqual(checks.map(({ name }) => name).toSorted());
  });

  it('contain no check twice', () => {
    for (const names of Object.values(tiers)) expect(new Set(names).size).toBe(names.length);
  });
});
