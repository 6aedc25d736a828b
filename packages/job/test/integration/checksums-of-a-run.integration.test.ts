import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rowStep } from '@wdh/pipeline-core';
import { expect, it } from 'vitest';
import { chosenSource, csv, defineJob, type Job, runJob } from '../../src/index.js';
import { peopleMigrations, peopleTable } from '../support/people.js';
import { useDatabase } from '../support/use-database.js';

const database = useDatabase();
const text = 'id,name\n1,Ada\n2,Bob\n';
const columns = ['id', 'name'] as const;
const sha256 = createHash('sha256').update(text).digest('hex');

/** Loads people from files that the source checks. */
const jobOf = (source: ReturnType<typeof csv<{ columns: typeof columns }>>): Job =>
  defineJob({
    name: 'checked_people',
    source,
    steps: (rows) => rows.addStep(rowStep('numbers', ({ id, name }) => ({ id: Number(id), name }))),
    into: peopleTable,
    mode: 'upsert',
    keys: ['id'],
    migrations: peopleMigrations,
  });

async function write(name: string, checksum: string | null): Promise<string> {
  const input = join(database.folder, name);
  await writeFile(input, text);
  if (checksum !== null) await writeFile(`${input}.CHECKSUM`, `${checksum}  ${name}\n`);
  return input;
}

it.each([
  ['csv', jobOf(csv({ columns, checksum: 'beside' }))],
  ['a chosen source', jobOf(chosenSource(() => csv({ columns }), { checksum: 'beside' }))],
])('%s loads a file that has the checksum beside it, and no other one', async (_name, checked) => {
  const { connectionUrl, sql } = database;
  const input = await write('good.csv', sha256);
  const loaded = await runJob(checked, { input }, { connectionUrl });
  expect(loaded).toMatchObject({ status: 'success', rows: { inserted: 2 }, source: { sha256 } });
  const refused = [
    [await write('wrong.csv', '0'.repeat(64)), 'CHECKSUM_MISMATCH'],
    [await write('none.csv', null), 'CHECKSUM_MISSING'],
  ] as const;
  for (const [other, code] of refused) {
    const outcome = await runJob(checked, { input: other, force: true }, { connectionUrl });
    expect(outcome).toMatchObject({ status: 'failed', error: { code }, rows: { read: 0 } });
  }
  const recorded =
    await sql`select status, error_code from pipeline_executions order by started_at`;
  expect([...recorded]).toEqual([
    { status: 'success', error_code: null },
    { status: 'failed', error_code: 'CHECKSUM_MISMATCH' },
    { status: 'failed', error_code: 'CHECKSUM_MISSING' },
  ]);
});

it('refuses a checksum that a chosen source demands too late', async () => {
  const input = await write('late.csv', '0'.repeat(64));
  const late = jobOf(chosenSource(() => csv({ columns, checksum: 'beside' })));
  const outcome = await runJob(late, { input }, { connectionUrl: database.connectionUrl });
  expect(outcome).toMatchObject({ status: 'failed', error: { code: 'INVALID_OPTION' } });
});
