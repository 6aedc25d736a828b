import { describe, expect, it } from 'vitest';
import { inMemoryFiles } from '../test/in-memory-files.js';
import { quotedCode } from './quoted-code.js';

const source = 'export function run() {\n  const a = 1;\n  const b = 2;\n  return a + b;\n}\n';
const check = (code: string, from = 'apps/job/src/run.ts'): readonly unknown[] =>
  quotedCode.check(
    inMemoryFiles({
      'apps/job/src/run.ts': source,
      'docs/run.md': `Text.\n\n<!-- from ${from} -->\n\n\`\`\`ts\n${code}\n\`\`\`\n`,
    }),
  );

describe('quotedCode', () => {
  it.each([
    'const a = 1;\nconst b = 2;',
    'export function run() {\n  // …\n  return a + b;\n}',
    '    const b = 2;',
  ])('accepts %j', (code) => {
    expect(check(code)).toEqual([]);
  });

  it.each(['const a = 2;', 'const a = 1;\nreturn a + b;'])('finds %j', (code) => {
    expect(check(code)).toHaveLength(1);
  });

  it('finds that the file does not exist', () => {
    expect(check('const a = 1;', 'apps/job/src/gone.ts')).toHaveLength(1);
  });
});
