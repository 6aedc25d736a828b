import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rowStep, validateRows } from '@wdh/pipeline-core';
import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import * as v from 'valibot';
import { csv, defineJob } from '../../src/index.js';

/** The target of the tests. */
export const peopleTable = pgTable('people', {
  id: integer().primaryKey(),
  name: text().notNull(),
  note: text(),
});

const schema = v.object({
  id: v.pipe(v.string(), v.regex(/^\d+$/, 'must be a whole number'), v.transform(Number)),
  name: v.pipe(v.string(), v.nonEmpty('must not be empty')),
});

/** Creates a folder with the migration of the table, and removes it with the process. */
function migrationFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'wdh-job-'));
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  const table = 'create table people (id integer primary key, name text not null, note text);\n';
  writeFileSync(join(folder, '0000_people.sql'), table);
  writeFileSync(join(folder, '0000_people.down.sql'), 'drop table people;\n');
  return folder;
}

/** The migration of the table. */
export const peopleMigrations = [{ name: 'people', path: migrationFolder() }];

/** A job with parameters, which reads people from CSV. */
export const people = defineJob({
  name: 'people',
  description: 'Load people.',
  source: csv({ columns: ['id', 'name'], nullValues: ['-'] }),
  steps: (rows, { params }) =>
    rows
      .addStep(validateRows(schema))
      .addStep(rowStep('add_note', (row: v.InferOutput<typeof schema>) => ({ ...row, ...params }))),
  into: peopleTable,
  mode: 'upsert',
  keys: ['id'],
  params: v.object({ note: v.optional(v.pipe(v.string(), v.maxLength(5, 'is too long')), 'none') }),
  migrations: peopleMigrations,
});
