// @module-tag full
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundleProgram } from '../../../vitest/bundle-program.js';
import { programCoverage } from '../../module-coverage/program-coverage.js';

const sources = {
  'src/main.ts': [
    "import { several } from './several.js';",
    "import { other } from '../other/other.js';",
    'const names: readonly string[] = process.argv.slice(2);',
    'if (names.length > 1) {',
    '  console.log(several());',
    '} else {',
    "  console.log('one', other(0));",
    '}',
  ].join('\n'),
  'src/several.ts': ['export function several(): string {', "  return 'several';", '}'].join('\n'),
  'other/other.ts': 'export const other = (n: number) => (n > 0 ? 1 : 2);',
};

describe('programCoverage', () => {
  let root: string;

  beforeEach(async () => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'wdh-program-coverage-')));
    for (const [name, text] of Object.entries(sources)) {
      mkdirSync(join(root, name, '..'), { recursive: true });
      writeFileSync(join(root, name), text);
    }
    const place = pathToFileURL(`${root}/`);
    await bundleProgram(new URL('src/main.ts', place), new URL('programs/main.mjs', place));
  });

  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  const run = (...args: readonly string[]): string =>
    execFileSync(process.execPath, [join(root, 'programs', 'main.mjs'), ...args], {
      env: { NODE_V8_COVERAGE: join(root, 'raw') },
      encoding: 'utf8',
    });
  const uncovered = async (): Promise<readonly string[]> => {
    const map = await programCoverage(
      join(root, 'raw'),
      [join(root, 'programs')],
      [join(root, 'src')],
    );
    return map.files().flatMap((path) =>
      map
        .fileCoverageFor(path)
        .getUncoveredLines()
        .map((line) => `${basename(path)}:${line}`),
    );
  };

  it('maps the coverage of a bundle to those of its sources that count', async () => {
    run('a');
    await expect(uncovered()).resolves.toEqual(['several.ts:2', 'main.ts:5']);
  });

  it('adds up several runs', async () => {
    run('a');
    run('a', 'b');
    await expect(uncovered()).resolves.toEqual([]);
  });

  it('returns nothing if no program ran', async () => {
    const map = await programCoverage(
      join(root, 'raw'),
      [join(root, 'programs')],
      [join(root, 'src')],
    );
    expect(map.files()).toEqual([]);
  });
});
