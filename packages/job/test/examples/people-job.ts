import { csv, defineJob, runJob } from '@wdh/job';
import { testJob } from '@wdh/job/testing';
import { validateRows } from '@wdh/pipeline-core';
import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import * as v from 'valibot';

const peopleTable = pgTable('people', { id: integer().primaryKey(), name: text().notNull() });

const person = v.object({
  id: v.pipe(v.string(), v.regex(/^\d{1,9}$/, 'must be a whole number'), v.transform(Number)),
  name: v.pipe(v.string(), v.nonEmpty('must not be empty')),
});

/** Loads people from CSV, one row for each id. */
const people = defineJob({
  name: 'people',
  source: csv({ columns: ['id', 'name'] }),
  steps: (rows) => rows.addStep(validateRows(person)),
  into: peopleTable,
  mode: 'upsert',
  keys: ['id'],
});

/** Runs the job once; a run that fails is an outcome, not an exception. */
export async function loadPeople(input: string, connectionUrl: string) {
  const { status, rows, error } = await runJob(people, { input }, { connectionUrl });
  return { status, rows, error };
}

/** Runs the job in a test, without a database. */
export async function rehearsePeople() {
  const given = [
    { id: '1', name: 'Ada' },
    { id: 'one', name: 'Bob' },
  ];
  const { rows, rejected } = await testJob(people, given, { errorThreshold: 1 });
  return { rows, fields: rejected.map(({ field }) => field) };
}
