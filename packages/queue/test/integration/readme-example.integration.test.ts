import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { csv, defineJob } from '@wdh/job';
import { createTestDatabase } from '@wdh/local-postgres/testing';
import { silentLogger } from '@wdh/pipeline-core';
import { openRuns } from '@wdh/runs';
import postgres from 'postgres';
import { expect, inject, it } from 'vitest';
import { openQueue, Worker } from '../../src/index.js';

const logger = silentLogger;
const people = defineJob({
  name: 'people',
  source: csv({ columns: ['id', 'name'] }),
  steps: (rows) => rows,
  into: 'public.people',
});

/** The first example of the README. */
async function submit(connectionUrl: string, file: string): Promise<string> {
  const queue = await openQueue({ connectionUrl });
  const { executionId } = await queue.submitRun({ job: people, request: { input: file } });
  await queue.close();
  return executionId;
}

/** The second example of the README. */
async function work(connectionUrl: string, stop: AbortController): Promise<void> {
  const queue = await openQueue({ connectionUrl, supervise: true });
  const worker = new Worker({ queue, jobs: [people], concurrency: 4, logger });
  await worker.run({ drain: stop.signal });
  await queue.close();
}

it('a run is submitted, taken by a worker, and recorded', async () => {
  const database = await createTestDatabase(inject('serverUrl'));
  const folder = await mkdtemp(join(tmpdir(), 'wdh-queue-readme-'));
  const sql = postgres(database.url, { max: 1, onnotice: () => undefined });
  try {
    await sql`create table people (id text, name text)`;
    const file = join(folder, 'people.csv');
    await writeFile(file, 'id,name\n1,Ada\n2,Bob\n');
    const executionId = await submit(database.url, file);
    const stop = new AbortController();
    const working = work(database.url, stop);
    await expect.poll(() => sql`select name from people order by id`).toHaveLength(2);
    stop.abort();
    await working;
    const runs = openRuns({ connectionUrl: database.url });
    expect(await runs.getRun(executionId)).toMatchObject({ status: 'success', jobName: 'people' });
    await runs.close();
  } finally {
    await sql.end();
    await rm(folder, { recursive: true });
    await database.drop();
  }
});
