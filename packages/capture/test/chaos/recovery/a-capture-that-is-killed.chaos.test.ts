import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom } from '@wdh/fault-injection';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startProgram } from '../../programs/programs.js';
import { makePlace } from '../../support/capture-place.js';

const { seed = 0 } = fc.readConfigureGlobal();
const random = createRandom(seed);
/** Three batches of two numbers. */
const segmentBytes = 40;
const last = 14;

/** The messages that a process has acknowledged. */
const acknowledged = (stdout: string): readonly number[] =>
  [...stdout.matchAll(/^acknowledged (\d+) (\d+)$/gm)].flatMap(([, ...two]) => two.map(Number));

async function capture(folder: string, table: string, from: number, dieAt: number) {
  await using program = startProgram('capture-numbers', [
    ...[folder, table, `${from}`, `${from + last}`, `${dieAt}`, `${segmentBytes}`],
  ]);
  return await program.end(60_000);
}

async function loadedNumbers(table: string): Promise<readonly number[]> {
  const files = (await readdir(table)).filter((name) => !name.endsWith('.new'));
  const texts = await Promise.all(files.map((name) => readFile(join(table, name), 'utf8')));
  const lines = texts.flatMap((text) => text.trim().split('\n'));
  return lines.map((line) => (JSON.parse(line) as { readonly n: number }).n);
}

/**
 * Kills a capture at an operation, and the next one at another, such as while it recovers; lets a
 * third one follow. False if the first ended before.
 */
async function killAt(operation: number): Promise<boolean> {
  await using place = await makePlace();
  const [folder, table] = [join(place.path, 'capture'), join(place.path, 'table')];
  await mkdir(table);
  const killed = await capture(folder, table, 0, operation);
  if (killed.signal !== 'SIGKILL') return false;
  const again = random.integer(1, 40);
  const recovering = await capture(folder, table, 100, again);
  const next = await capture(folder, table, 200, 0);
  const rows = await loadedNumbers(table);
  const outputs = [killed.stdout, recovering.stdout, next.stdout];
  const acknowledgedRows = outputs.flatMap(acknowledged);
  const outcome = {
    operations: [operation, again],
    exit: { code: next.code, stderr: next.stderr },
    repeated: rows.length - new Set(rows).size,
    missing: acknowledgedRows.filter((row) => !rows.includes(row)),
    open: await readdir(join(folder, 'open')),
    closed: await readdir(join(folder, 'closed')),
  };
  const exit = { code: 0, stderr: '' };
  const operations = [operation, again];
  expect(outcome).toEqual({ operations, exit, repeated: 0, missing: [], open: [], closed: [] });
  return true;
}

async function operationsOfACapture(): Promise<number> {
  await using place = await makePlace();
  const table = join(place.path, 'table');
  await mkdir(table);
  const { stdout } = await capture(join(place.path, 'capture'), table, 0, 0);
  return Number(/^operations (\d+)$/m.exec(stdout)?.[1]);
}

test('T02 a capture that is killed before any of its file operations: every acknowledged message is loaded once', async () => {
  const count = await operationsOfACapture();
  expect(count).toBeGreaterThan(50);
  for (let kills = 0; kills < 8; kills += 1) {
    expect(await killAt(random.integer(1, Math.floor(0.8 * count)))).toBe(true);
  }
});

test(
  'T02 a capture that is killed before each of its file operations: every acknowledged message is loaded once',
  { tags: ['full'], timeout: 300_000 },
  async () => {
    const count = await operationsOfACapture();
    let killed = 0;
    for (let operation = 1; operation <= count; operation += 1) {
      if (await killAt(operation)) killed += 1;
    }
    // The order of writing and loading differs a little from run to run.
    expect(killed).toBeGreaterThan(count / 2);
  },
);
