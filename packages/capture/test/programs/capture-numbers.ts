import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { SegmentFolder, SegmentLoads } from '../../src/index.js';
import { dieAtOperation } from './die-at-operation.js';

/**
 * Captures the numbers from one to another in batches of two, prints each acknowledged batch, and
 * loads each segment once into a folder: a file for each content, which appears at once, as the rows
 * of a transaction do.
 *
 * Arguments: folder, folder of the loads, first and last number, operation at which the process dies
 * (0: none), bytes of a segment.
 */
const [folder = '', table = '', ...numbers] = process.argv.slice(2);
const [first = 0, last = 0, dieAt = 0, maxBytes = 0] = numbers.map(Number);
const say = (line: string): void => void writeSync(1, `${line}\n`);

async function load(path: string): Promise<void> {
  const content = readFileSync(path);
  const loaded = join(table, createHash('sha256').update(content).digest('hex'));
  if (existsSync(loaded)) return;
  writeFileSync(`${loaded}.new`, content);
  renameSync(`${loaded}.new`, loaded);
  // Some processes die after the load, and before the segment is moved.
  await Promise.resolve();
}

const operations = await dieAtOperation(dieAt);
const segments = await SegmentFolder.open({
  path: folder,
  feed: 'numbers',
  maxBytes,
  syncEveryMs: 0,
  onClosed: () => loads.look(),
});
const loads = new SegmentLoads({ folder: segments, load });
const loading = loads.run();
loading.catch(() => undefined);
try {
  for (let number = first; number < last; number += 2) {
    await segments.writer.write([`{"n":${number}}`, `{"n":${number + 1}}`]);
    say(`acknowledged ${number} ${number + 1}`);
  }
} catch (error) {
  say(`failed ${error instanceof Error ? error.message : ''}`);
  process.exitCode = 7;
}
await segments.writer.close();
loads.finish();
await loading;
await segments.close();
say(`operations ${operations()}`);
