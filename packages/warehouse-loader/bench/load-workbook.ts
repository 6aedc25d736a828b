/**
 * Loads 100,000 rows of 20 columns from a workbook and from CSV with the same cells, in turns, each in
 * a process of its own, and prints seconds and peak memory.
 */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { csvSource, excelSource } from '@wdh/file-connector';
import { startLocalPostgres } from '@wdh/local-postgres';
import { migrateUp } from '@wdh/migrations';
import { Pipeline } from '@wdh/pipeline-core';
import { auditMigrations } from '@wdh/runs';
import { writeXlsx } from 'hucre/xlsx';
import postgres from 'postgres';
import { WarehouseLoader } from '../src/index.js';

const rowCount = 100_000;
const columnCount = 20;
const rounds = 3;
const names = Array.from({ length: columnCount }, (_, column) => `c${column}`);
const typeOf = (column: number): string =>
  column % 5 === 0 && column > 0 ? 'date' : column % 2 === 0 ? 'numeric' : 'text';

/** The cells of a row: numbers, texts, some of them often, and days. */
function cellsOf(row: number): (string | number | Date)[] {
  return names.map((_, column) => {
    if (typeOf(column) === 'date') return new Date(Date.UTC(2010, 0, 1 + ((row * column) % 5000)));
    if (typeOf(column) === 'numeric') return column === 0 ? row : (row * column) / 100;
    return column % 4 === 1 ? `name ${(row * column) % 20_000}` : `state ${(row + column) % 50}`;
  });
}

async function writeCsv(path: string): Promise<void> {
  const out = createWriteStream(path);
  out.write(`${names.join(',')}\n`);
  for (let row = 1; row <= rowCount; row += 1) {
    const texts = cellsOf(row).map((cell) =>
      cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell),
    );
    if (!out.write(`${texts.join(',')}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

async function writeWorkbook(path: string): Promise<void> {
  const rows = [names, ...Array.from({ length: rowCount }, (_, row) => cellsOf(row + 1))];
  await writeFile(path, await writeXlsx({ sheets: [{ name: 'Data', rows }] }));
}

/** The load of one file, in a process of its own. */
async function loadOne(connectionUrl: string, path: string): Promise<void> {
  const startedAt = performance.now();
  const source = path.endsWith('.xlsx') ? excelSource(path) : csvSource(path);
  const loader = new WarehouseLoader({ connectionUrl });
  const pipeline = new Pipeline('bench', { stopOnError: true });
  const { rows } = await loader.loadPipeline(pipeline.bind(source), {
    into: 'cells',
    force: true,
  });
  await loader.close();
  const seconds = (performance.now() - startedAt) / 1000;
  const peakMb = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ seconds, peakMb, inserted: rows.inserted }));
}

async function measure(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'wdh-bench-'));
  try {
    await using server = await startLocalPostgres();
    await migrateUp({ connectionUrl: server.url, folders: [auditMigrations] });
    const sql = postgres(server.url, { max: 1, onnotice: () => undefined });
    const files = { workbook: join(folder, 'in.xlsx'), csv: join(folder, 'in.csv') };
    await writeWorkbook(files.workbook);
    await writeCsv(files.csv);
    const definition = names.map((name, column) => `${name} ${typeOf(column)}`).join(', ');
    const found = new Map<string, { seconds: number; peakMb: number }[]>();
    const digests = new Set<string>();
    for (let round = 0; round <= rounds; round += 1) {
      for (const [name, path] of Object.entries(files)) {
        await sql.unsafe(`drop table if exists cells; create table cells (${definition})`);
        const script = fileURLToPath(import.meta.url);
        const child = [...process.execArgv, script, server.url, path];
        const { stdout } = await promisify(execFile)(process.execPath, child);
        // The first round warms the caches.
        const outcome = JSON.parse(stdout) as { seconds: number; peakMb: number };
        if (round > 0) found.set(name, [...(found.get(name) ?? []), outcome]);
        const [digest] =
          await sql`select md5(string_agg(c::text, ',' order by c0)) as md5 from cells c`;
        digests.add(String(digest?.['md5']));
      }
    }
    if (digests.size !== 1) throw new Error('The workbook does not give the rows of the CSV file.');
    for (const [name, outcomes] of found) {
      const [low, middle, high] = outcomes.map(({ seconds }) => seconds).toSorted((a, b) => a - b);
      const peak = Math.max(...outcomes.map(({ peakMb }) => peakMb));
      const { size } = await stat(name === 'csv' ? files.csv : files.workbook);
      console.log(
        `${name}: ${[low, middle, high].map((time) => time?.toFixed(2)).join(' / ')} s, ${peak.toFixed(0)} MB peak, file of ${(size / 1e6).toFixed(0)} MB`,
      );
    }
    await sql.end();
  } finally {
    await rm(folder, { recursive: true });
  }
}

const [, , connectionUrl, path] = process.argv;
if (connectionUrl === undefined || path === undefined) await measure();
else await loadOne(connectionUrl, path);
