import { describe, expect, it } from 'vitest';
import { inMemoryFiles } from '../test/in-memory-files.js';
import { listWorkspaceFiles } from '../workspace-files.js';
import { workspaceRoot } from '../workspace-root.js';
import { topLevel } from './top-level.js';

const { paths } = listWorkspaceFiles(workspaceRoot);
const check = (present: readonly string[]): readonly unknown[] =>
  topLevel.check(inMemoryFiles(Object.fromEntries(present.map((path) => [path, '']))));

describe('topLevel', () => {
  it('finds a folder too many', () => {
    expect(check([...paths, 'scripts/one.sh'])).toContainEqual({
      path: 'scripts',
      message: 'does not belong at the top level',
    });
  });

  it('finds a file that is missing', () => {
    expect(check(paths.filter((path) => path !== 'LICENSE'))).toContainEqual({
      path: 'LICENSE',
      message: 'is missing at the top level',
    });
  });
});
