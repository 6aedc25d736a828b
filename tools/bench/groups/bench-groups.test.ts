import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { workspaceRoot } from '../../checks/workspace-root.js';
import { benchGroups, groupsByPackage } from './bench-groups.js';

describe('groupsByPackage', () => {
  const known = { 'packages/a': ['append', 'memory'], 'packages/b': ['idle'] };

  it('returns the groups of each package that has one of them', () => {
    expect([...groupsByPackage(['idle', 'memory'], known)]).toEqual([
      ['packages/a', ['memory']],
      ['packages/b', ['idle']],
    ]);
  });

  it('refuses a name that no package has, and lists the others', () => {
    expect(() => groupsByPackage(['idel'], known)).toThrow(
      '--only accepts append, memory, idle, but not idel',
    );
  });
});

describe('benchGroups', () => {
  it.each(Object.entries(benchGroups))('lists the groups that %s has', (folder, groups) => {
    const program = readFileSync(join(workspaceRoot, folder, 'bench', 'run.ts'), 'utf8');
    const table = /const groups = \{[\s\S]*?\n\};|groups: \{[^}]*\}/.exec(program)?.[0] ?? '';
    const names = [...table.matchAll(/(?:^ {2}|\{ |, )(\w+):/gm)].map(([, name]) => name);
    expect(names.toSorted()).toEqual(groups.toSorted());
  });

  it('has each name once', () => {
    const names = Object.values(benchGroups).flat();
    expect(names).toHaveLength(new Set(names).size);
  });
});
