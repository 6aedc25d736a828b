import { describe, expect, it } from 'vitest';
import { checks } from '../verify/check.js';
import { listWorkspaceFiles } from '../workspace-files.js';
import { workspaceRoot } from '../workspace-root.js';
import { findUnrunScripts } from './find-unrun-scripts.js';

const { paths, read } = listWorkspaceFiles(workspaceRoot);
const workflows = paths
  .filter((path) => path.startsWith('.github/workflows/'))
  .flatMap((path) =>
    [...read(path).matchAll(/npm run ([\w:-]+)/g)].map(([, script = '']) => script),
  );
const run = new Set([...checks.map(({ script }) => script), ...workflows]);

describe('findUnrunScripts', () => {
  it.each(paths.filter((path) => /^docs\/(operations|contributing)\/.*\.md$/.test(path)))(
    'finds nothing in %s',
    (path) => {
      expect(findUnrunScripts(read(path), run)).toEqual([]);
    },
  );

  it('finds a script that nothing runs', () => {
    expect(
      findUnrunScripts('`npm run verify`, `npm run lint`, `npm run -s old:way -- -x`', run),
    ).toEqual(['old:way']);
  });
});
