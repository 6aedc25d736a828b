import { Linter } from 'eslint';
import { expect, it } from 'vitest';
import { importOrder } from './import-order.mjs';

const linter = new Linter();
const lines = (...sources: readonly string[]): string =>
  sources.map((source, index) => `import { a${index} } from '${source}';`).join('\n');

it('accepts imports of Node, packages and the workspace, each in alphabetical order', () => {
  const sound = lines('node:fs', 'node:path', '@wdh/config', 'postgres', '../b.js', './a.js');
  expect(linter.verify(sound, importOrder)).toEqual([]);
});

it.each([
  ['of a package before one of Node', lines('postgres', 'node:fs')],
  ['of the workspace before one of a package', lines('./a.js', 'postgres')],
  ['out of alphabetical order', lines('node:path', 'node:fs')],
  ['out of alphabetical order, in the workspace', lines('./b.js', './a.js')],
])('reports an import %s, and can fix it', (_, code) => {
  expect(linter.verify(code, importOrder)).toMatchObject([
    { ruleId: 'perfectionist/sort-imports', severity: 2 },
  ]);
  const { fixed, output } = linter.verifyAndFix(code, importOrder);
  expect([fixed, linter.verify(output, importOrder)]).toEqual([true, []]);
});
