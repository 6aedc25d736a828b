import { Linter } from 'eslint';
import { expect, it } from 'vitest';
import { importOrder } from './import-order.mjs';

const linter = new Linter();
const lines = (...sources: readonly string[]): string =>
  sources.map((source, index) => `import { a${index} } from '${source}';`).join('\n');

it('accepts imports of Node, of packages, and of ours, each by the alphabet', () => {
  const sound = lines('node:fs', 'node:path', '@wdh/config', 'postgres', '../b.js', './a.js');
  expect(linter.verify(sound, importOrder)).toEqual([]);
});

it.each([
  ['of a package before that of Node', lines('postgres', 'node:fs')],
  ['of ours before that of a package', lines('./a.js', 'postgres')],
  ['against the alphabet', lines('node:path', 'node:fs')],
  ['against the alphabet, of ours', lines('./b.js', './a.js')],
])('refuses an import %s, and can repair it', (_, code) => {
  expect(linter.verify(code, importOrder)).toMatchObject([
    { ruleId: 'perfectionist/sort-imports', severity: 2 },
  ]);
  const { fixed, output } = linter.verifyAndFix(code, importOrder);
  expect([fixed, linter.verify(output, importOrder)]).toEqual([true, []]);
});
