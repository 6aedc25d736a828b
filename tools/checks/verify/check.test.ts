import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { workspaceRoot } from '../workspace-root.js';
import { checks } from './check.js';

const { scripts } = JSON.parse(readFileSync(join(workspaceRoot, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
/** Scripts that check nothing, or what others check. */
const others = [
  'format',
  'bench',
  'counts:renew',
  'test',
  'test:unit',
  'test:integration',
  'test:chaos',
  'test:chaos:full',
  'test:chaos:smoke',
  'chaos:table',
  'verify',
];

describe('checks', () => {
  it('holds every checking script of the workspace, once', () => {
    const checking = Object.keys(scripts).filter((script) => !others.includes(script));
    expect(checks.map(({ script }) => script).sort()).toEqual(checking.sort());
  });
});
