import { Linter } from 'eslint';
import { expect, it } from 'vitest';
import { modeRules } from './mode-rules.mjs';

const linter = new Linter();
const loaderFile = 'packages/warehouse-loader/src/run/write-batches.ts';
const problemsIn = (code: string, filename = loaderFile) =>
  linter.verify(code, [{ files: ['**/*.ts'] }, ...modeRules], { filename });

it.each([
  "if (mode === 'replace') empty();",
  "const isStaged = options.mode !== 'append';",
  'if (loadMode == other) skip();',
  "if (use.name === 'upsert') merge();",
  "switch (name) { case 'insert_new': insert(); }",
])('reports code that decides by a load mode: %s', (code) => {
  expect(problemsIn(code)).toMatchObject([{ ruleId: 'no-restricted-syntax', severity: 2 }]);
});

it('reports it in apps', () => {
  const [problem] = problemsIn("f(mode === 'upsert');", 'apps/sample-job/src/report.ts');
  expect(problem).toMatchObject({ ruleId: 'no-restricted-syntax' });
});

it('accepts code that asks the mode', () => {
  expect(problemsIn('if (mode.deletesRows) empty(); const model = a === b;')).toEqual([]);
});

it('leaves out the folder of the modes', () => {
  const filename = 'packages/warehouse-loader/src/modes/replace.ts';
  expect(problemsIn("const is = mode === 'replace';", filename)).toEqual([]);
});
