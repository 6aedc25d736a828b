import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { openTransaction } from '@wdh/fault-injection';
import { Pipeline } from '@wdh/pipeline-core';
import { expect, test } from 'vitest';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

function startProgram(name: string, ...args: readonly string[]) {
  const program = fileURLToPath(new URL(`../warehouse/${name}`, import.meta.url));
  return spawn(
    process.execPath,
    ['--conditions', '@wdh/source', '--import', 'tsx', program, warehouse.url, ...args],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
}

/** Starts the program and waits until it has sent many rows. */
async function startLoading(): Promise<ChildProcess> {
  const child = startProgram('endless-load.ts');
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

  await expect.poll(() => warehouse.sessions()).toEqual([]);
  expect(await sql`select count(*)::int from killed`).toEqual([{ count: 0 }]);

  const rows = Array.from({ length: 1_000 }, (_, id) => ({ id }));
  const bound = new Pipeline<{ id: number }>('endless').bind(memorySource(rows));
  const report = await loader.loadPipeline(bound, { into: 'killed' });
  expect(report).toMatchObject({ status: 'success', rows: { inserted: 1_000 } });
  const runs = await sql`select status from pipeline_executions order by started_at`;
  expect(runs).toEqual([{ status: 'abandoned' }, { status: 'success' }]);
});

test.each(['upsert', 'insert_new'] as const)(
  'a process that is killed while the server merges leaves no row: %s',
  { tags: ['full'] },
  async (mode) => {
    const { sql, loader } = warehouse;
    await sql`drop table if exists merged`;
    await sql`create table merged (id int primary key)`;
    await sql`delete from pipeline_executions`;
    await using other = await openTransaction(warehouse.url);
    await other.session`insert into merged values (500)`;
    const child = startProgram('merging-load.ts', mode);
    const exit = once(child, 'exit');
    await expect.poll(() => warehouse.sessions()).not.toEqual([]);
    await other.untilWaitedFor();
    child.kill('SIGKILL');
    await exit;
    await other.session`rollback`;
    await expect.poll(() => warehouse.sessions()).toEqual([]);
    expect(await sql`select from merged`).toHaveLength(0);

    const rows = Array.from({ length: 1_000 }, (_, id) => ({ id }));
    const bound = new Pipeline<{ id: number }>('merging').bind(memorySource(rows));
    const options = { into: 'merged', mode, upsertKeys: ['id'] } as const;
    const report = await loader.loadPipeline(bound, options);
    expect(report).toMatchObject({ status: 'success', rows: { inserted: 1_000, unchanged: 0 } });
    const runs = await sql`select status from pipeline_executions order by started_at`;
    expect(runs).toEqual([{ status: 'abandoned' }, { status: 'success' }]);
  },
);
