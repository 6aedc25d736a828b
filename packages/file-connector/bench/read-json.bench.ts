import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { jsonLinesSource, jsonSource } from '../src/index.js';

const runs = 5;
const rowCount = Number(process.argv[2] ?? 500_000);
const folder = await mkdtemp(join(tmpdir(), 'wdh-bench-'));

try {
  const lines = join(folder, 'rows.jsonl');
  const compact = join(folder, 'compact.json');
  const indented = join(folder, 'indented.json');
  await writeRows(lines, (row) => `${JSON.stringify(row)}\n`, '', '');
  await writeRows(
    compact,
    (row, at) => `${at === 0 ? '' : ','}${JSON.stringify(row)}`,
    '{"items":[',
    ']}',
  );
  await writeRows(
    indented,
    (row, at) => `${at === 0 ? '' : ','}\n${JSON.stringify([row], null, 2).slice(2, -2)}`,
    '{"items":[',
    '\n]}\n',
  );
  const open = {
    'jsonLinesSource, lines': () => jsonLinesSource(lines),
    'jsonSource, the same lines': () => jsonSource(lines),
    'jsonSource, an array': () => jsonSource(compact, { at: 'items' }),
    'jsonSource, an indented array': () => jsonSource(indented, { at: 'items' }),
    'jsonSource, an array, with a nested value by path': () =>
      jsonSource(compact, { at: 'items', renameColumns: { 'place.city': 'city' } }),
    'jsonLinesSource, numbers as text': () => jsonLinesSource(lines, { numbers: 'text' }),
    'jsonSource, numbers as text': () => jsonSource(compact, { at: 'items', numbers: 'text' }),
  };
  for (const path of [lines, compact, indented]) {
    console.log(`${path}: ${((await stat(path)).size / 1e6).toFixed(0)} MB, ${rowCount} rows`);
  }
  const timesMs = new Map<string, number[]>();
  // Run in turn, so that other load on the machine affects all of them equally.
  for (let run = 0; run < runs; run += 1) {
    for (const [name, source] of Object.entries(open)) {
      const started = process.cpuUsage();
      await readAll(source());
      const { user, system } = process.cpuUsage(started);
      timesMs.set(name, [...(timesMs.get(name) ?? []), (user + system) / 1000]);
    }
  }
  const baseMs = median(timesMs.get('jsonLinesSource, lines') ?? []);
  for (const [name, times] of timesMs) {
    const ms = median(times);
    console.log(`${name.padEnd(52)} ${ms.toFixed(0).padStart(6)} ms  ${(ms / baseMs).toFixed(2)}`);
  }
  const memory = fileURLToPath(new URL('json-memory.ts', import.meta.url));
  const peak = execFileSync(process.execPath, [...process.execArgv, memory, indented]);
  console.log(`peak memory of jsonSource in a separate process: ${peak.toString().trim()}`);
} finally {
  await rm(folder, { recursive: true });
}

async function readAll(source: ReturnType<typeof jsonSource>): Promise<void> {
  let count = 0;
  for await (const { rows } of source.read()) count += rows.length;
  if (count !== rowCount) throw new Error(`${count} rows were read`);
}

async function writeRows(
  path: string,
  write: (row: object, at: number) => string,
  head: string,
  tail: string,
): Promise<void> {
  const out = createWriteStream(path);
  out.write(head);
  for (let at = 0; at < rowCount; at += 1) {
    const row = {
      id: at + 1,
      flight_date: `2023-0${1 + (at % 9)}-1${at % 10}`,
      airport: `AIRPORT ${at % 5000}`,
      species: `Species ${at % 900}`,
      cost: (at % 100_000) + 0.25,
      speed: at % 400,
      damaged: at % 3 === 0,
      notes: at % 5 === 0 ? null : 'crew reported "mayday", returned, landed safely',
      place: { city: `City ${at % 700}`, tags: ['a', 'b'] },
    };
    if (!out.write(write(row, at))) await once(out, 'drain');
  }
  out.end(tail);
  await finished(out);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
