import { execFileSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Papa from 'papaparse';
import { csvSource } from '../src/index.js';
import { writeBigCsv } from './big-csv.js';

const runs = 7;
const sizeBytes = 105_000_000;
const folder = await mkdtemp(join(tmpdir(), 'wdh-bench-'));

try {
  const clean = join(folder, 'clean.csv');
  const malformed = join(folder, 'malformed.csv');
  const neverClosed = join(folder, 'never-closed.csv');
  await writeBigCsv(clean, sizeBytes);
  await writeBigCsv(malformed, sizeBytes, { malformedEvery: 1000 });
  await writeBigCsv(neverClosed, sizeBytes, { neverClosedAt: 1000 });
  console.log(`${((await stat(clean)).size / 1e6).toFixed(0)} MB, median of ${runs} runs`);

  const contestants: Record<string, () => Promise<number>> = {
    'papaparse, arrays': () => barePapaparse(clean),
    csvSource: () => readAll(clean, false),
    'csvSource, identified': () => readAll(clean, true),
    'csvSource, a malformed record in 1,000': () => readAll(malformed, false),
    'csvSource, a quote never closed': () => readAll(neverClosed, false),
  };
  const timesMs = new Map<string, number[]>();
  // Run in turn, so that other load on the machine affects all of them equally.
  for (let run = 0; run < runs; run += 1) {
    for (const [name, contestant] of Object.entries(contestants)) {
      const started = performance.now();
      await contestant();
      timesMs.set(name, [...(timesMs.get(name) ?? []), performance.now() - started]);
    }
  }
  const baseMs = median(timesMs.get('papaparse, arrays') ?? []);
  for (const [name, times] of timesMs) {
    const ms = median(times);
    console.log(`${name.padEnd(40)} ${ms.toFixed(0).padStart(6)} ms  ${(ms / baseMs).toFixed(2)}`);
  }
  const memory = fileURLToPath(new URL('peak-memory.ts', import.meta.url));
  const peak = execFileSync(process.execPath, [...process.execArgv, memory, clean]);
  console.log(`peak memory of csvSource in a separate process: ${peak.toString().trim()}`);
} finally {
  await rm(folder, { recursive: true });
}

async function readAll(path: string, isIdentified: boolean): Promise<number> {
  const source = csvSource(path);
  if (isIdentified) await source.identify();
  let count = 0;
  for await (const { rows, rejected } of source.read()) count += rows.length + rejected.length;
  return count;
}

function barePapaparse(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let count = 0;
    Papa.parse<string[]>(createReadStream(path), {
      chunk: ({ data }) => {
        count += data.length;
      },
      complete: () => resolve(count),
      error: reject,
    });
  });
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
