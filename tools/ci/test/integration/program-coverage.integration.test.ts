// @module-tag full
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { programCoverage } from '../../module-coverage/program-coverage.js';

const source = [
  'const names: readonly string[] = process.argv.slice(2);',
  'if (names.length > 1) {',
  "  console.log('several');",
  '} else {',
  "  console.log('one');",
  '}',
].join('\n');

describe('programCoverage', () => {
  let root: string;

  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'wdh-program-coverage-')));
    mkdirSync(join(root, 'dist'));
    const { outputText, sourceMapText = '' } = ts.transpileModule(source, {
      fileName: '../src/main.ts',
      compilerOptions: {
        module: ts.ModuleKind.ESNext,
        sourceMap: true,
        target: ts.ScriptTarget.ES2023,
      },
    });
    writeFileSync(join(root, 'dist', 'main.mjs'), outputText);
    writeFileSync(join(root, 'dist', 'main.mjs.map'), sourceMapText);
    mkdirSync(join(root, 'src'));
    writeFileSync(join(root, 'src', 'main.ts'), source);
  });

  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  const run = (...args: readonly string[]): string =>
    execFileSync(process.execPath, [join(root, 'dist', 'main.mjs'), ...args], {
      env: { NODE_V8_COVERAGE: join(root, 'raw') },
      encoding: 'utf8',
    });
  const uncovered = async (): Promise<readonly number[]> => {
    const map = await programCoverage(join(root, 'raw'), [join(root, 'dist')]);
    return map.files().flatMap((path) => map.fileCoverageFor(path).getUncoveredLines().map(Number));
  };

  it('maps the coverage of a program to its source', async () => {
    run('a');
    await expect(uncovered()).resolves.toEqual([3]);
  });

  it('adds up several runs', async () => {
    run('a');
    run('a', 'b');
    await expect(uncovered()).resolves.toEqual([]);
  });

  it('returns nothing if no program ran', async () => {
    const map = await programCoverage(join(root, 'raw'), [join(root, 'dist')]);
    expect(map.files()).toEqual([]);
  });
});
