import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Pipeline } from '@wdh/pipeline-core';
import { expect, test } from 'vitest';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const program = fileURLToPath(new URL('../warehouse/endless-load.ts', import.meta.url));

/** Starts the program and waits until it has handed over many rows. */
async function startLoading(): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    ['--conditions', '@wdh/source', '--import', 'tsx', program, warehouse.url],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  await new Promise<void>((resolve) => {
    let dots = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      dots += chunk.length;
      if (dots >= 200) resolve();
    });
  });
  return child;
}

test('a process that is killed during a load leaves no row, and the next start marks its run abandoned', async () => {
  const { sql, loader } = warehouse;
  await sql`create table killed (id int)`;
  const child = await startLoading();
  expect(await sql`select count(*)::int from killed`).toEqual([{ count: 0 }]);
  expect(await sql`select status from pipeline_executions`).toEqual([{ status: 'running' }]);
  child.kill('SIGKILL');
  await once(child, 'exit');

  await expect.poll(() => warehouse.sessions(), { timeout: 1_000 }).toEqual([]);
  expect(await sql`select count(*)::int from killed`).toEqual([{ count: 0 }]);

  const rows = Array.from({ length: 1_000 }, (_, id) => ({ id }));
  const bound = new Pipeline<{ id: number }>('endless').bind(memorySource(rows));
  const report = await loader.loadPipeline(bound, { into: 'killed' });
  expect(report).toMatchObject({ status: 'success', rows: { inserted: 1_000 } });
  const runs = await sql`select status from pipeline_executions order by started_at`;
  expect(runs).toEqual([{ status: 'abandoned' }, { status: 'success' }]);
});
