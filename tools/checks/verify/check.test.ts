import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { workspaceRoot } from '../workspace-root.js';
import { checks } from './check.js';
import { tiers } from './tier.js';

const { scripts } = JSON.parse(readFileSync(join(workspaceRoot, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
const inTiers = new Set<string>(Object.values(tiers).flat());

describe('checks', () => {
  it('names scripts that there are', () => {
    expect(checks.filter(({ script }) => !(script in scripts))).toEqual([]);
  });

  it('holds every script that checks, once', () => {
    const checking = Object.keys(scripts).filter((script) => /(^|:)check($|:)/.test(script));
    const afterRelease = 'check:published';
    expect(checks.map(({ script }) => script)).toEqual(
      expect.arrayContaining(checking.filter((script) => script !== afterRelease)),
    );
    expect(new Set(checks.map(({ script }) => script)).size).toBe(checks.length);
  });
});

describe('tiers', () => {
  it('hold every check, and nothing else', () => {
    expect([...inTiers].toSorted()).toEqual(checks.map(({ name }) => name).toSorted());
  });

  it('hold no check twice', () => {
    for (const names of Object.values(tiers)) expect(new Set(names).size).toBe(names.length);
  });
});
