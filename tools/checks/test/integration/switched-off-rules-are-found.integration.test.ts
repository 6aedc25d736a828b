// @module-tag full
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeCases } from '../../boundaries/code-cases.js';
import { findSilentRules } from '../../boundaries/find-silent-rules.js';
import { layerCases } from '../../boundaries/layer-cases.js';
import { copyWorkspace, type WorkspaceCopy } from '../../boundaries/workspace-copy.js';
import { workspaceRoot } from '../../workspace-root.js';

const cases = [...layerCases, ...codeCases];

/** The lint configuration of the workspace without the rules of the cases. */
const config = `
import config from './eslint.config.original.mjs';
const off = new Set(${JSON.stringify(cases.map(({ ruleId }) => ruleId))});
const without = (rules = {}) =>
  Object.fromEntries(Object.entries(rules).filter(([name]) => !off.has(name)));
export default config.map((entry) => ({ ...entry, ...(entry.rules && { rules: without(entry.rules) }) }));
`;

describe('boundaries', () => {
  let copy: WorkspaceCopy;

  beforeAll(() => {
    copy = copyWorkspace(workspaceRoot);
  });

  afterAll(() => {
    copy.remove();
  });

  it('reports every case when its rule is switched off', async () => {
    const original = join(copy.root, 'eslint.config.mjs');
    renameSync(original, join(copy.root, 'eslint.config.original.mjs'));
    writeFileSync(original, config);

    const silent = await findSilentRules(copy.root);

    expect(silent.map(({ path }) => path)).toEqual(cases.map(({ file }) => file));
  });
});
