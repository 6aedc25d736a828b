import { rowStep } from '@wdh/pipeline-core';
import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import * as v from 'valibot';
import { expectTypeOf } from 'vitest';
import { list } from '../partitions/list.js';
import { months } from '../partitions/months.js';
import { csv } from '../sources/csv.js';
import { jsonLines } from '../sources/json-lines.js';
import { json } from '../sources/json.js';
import { rows } from '../sources/rows.js';
import { defineJob } from './define-job.js';
import type { Job } from './job.js';

interface Person {
  readonly id: number;
  readonly name: string;
}

const into = pgTable('people', {
  id: integer().primaryKey(),
  name: text().notNull(),
  note: text(),
});
const name = 'people';
const source = csv({ columns: ['id', 'name'] });

const toPerson = rowStep('to_person', (row: Readonly<Record<'id' | 'name', string>>) => ({
  id: Number(row.id),
  name: row.name,
}));
const withoutName = rowStep('drop_name', ({ id }: Person) => ({ id }));
const withTextId = rowStep('text_id', ({ id, name: given }: Person) => ({
  id: String(id),
  name: given,
}));
const ofFlights = rowStep('of_flights', (row: { readonly flight: string }) => row);

// The rows of the source and of the last step are known.
const job = defineJob({
  name,
  source,
  steps: (people) => people.addStep(toPerson),
  into,
  mode: 'upsert',
  keys: ['id'],
});
expectTypeOf(job).toEqualTypeOf<Job<Record<'id' | 'name', string>, { id: number; name: string }>>();
// Every job fits where any job is expected.
expectTypeOf(job).toExtend<Job>();

// A wrong step is reported at `steps`.
defineJob({
  name,
  source,
  // @ts-expect-error -- the step takes other rows than the source reads
  steps: (people) => people.addStep(ofFlights),
  into,
});
defineJob({
  name,
  source,
  // @ts-expect-error -- the table requires a name
  steps: (people) => people.addStep(toPerson).addStep(withoutName),
  into,
});
defineJob({
  name,
  source,
  // @ts-expect-error -- the column is an integer
  steps: (people) => people.addStep(toPerson).addStep(withTextId),
  into,
});
defineJob({
  name,
  source,
  // @ts-expect-error -- the texts of the file are not numbers
  steps: (people) => people,
  into,
});

// A wrong key is reported at `keys`.
defineJob({
  name,
  source,
  steps: (people) => people.addStep(toPerson),
  into,
  mode: 'upsert',
  // @ts-expect-error -- the table has no such column
  keys: ['person_id'],
});

// A unique index is named instead, and the columns that an upsert changes are columns of the table.
defineJob({
  name,
  source,
  steps: (people) => people.addStep(toPerson),
  into,
  mode: 'upsert',
  keys: { index: 'people_name_lower' },
  updateColumns: ['note'],
});
defineJob({
  name,
  source,
  steps: (people) => people.addStep(toPerson),
  into,
  mode: 'upsert',
  // @ts-expect-error -- one index, by its name
  keys: { index: ['people_name_lower'] },
});
defineJob({
  name,
  source,
  steps: (people) => people.addStep(toPerson),
  into,
  mode: 'upsert',
  keys: ['id'],
  // @ts-expect-error -- the table has no such column
  updateColumns: ['notes'],
});

// A source without the columns that the steps take is reported at the step.
defineJob({
  name,
  source: csv({ columns: ['id'] }),
  // @ts-expect-error -- the source has no name
  steps: (people) => people.addStep(toPerson),
  into,
});

// The parameters have the type that the schema returns.
defineJob({
  name,
  source,
  params: v.object({ day: v.pipe(v.string(), v.toDate()) }),
  steps: (people, { params }) => {
    expectTypeOf(params).toEqualTypeOf<{ day: Date }>();
    return people.addStep(toPerson);
  },
  into,
});

// A table by name takes any rows, and any keys.
defineJob({ name, source, steps: (people) => people, into: 'people', keys: ['anything'] });

// Other sources.
expectTypeOf(csv({ columns: ['a'], nullValues: [''] }).open).returns.toHaveProperty('read');
defineJob({ name, source: jsonLines(), steps: (people) => people, into: 'people' });
defineJob({ name, source: json({ at: 'items' }), steps: (people) => people, into: 'people' });
defineJob({
  name,
  source: rows('two people', () => [{ id: 1, name: 'Ada' }]),
  steps: (people) => people,
  into,
});

// The partition of a run is one of those that are listed; a job without partitions has none.
defineJob({
  name,
  partitions: list(['north', 'south']),
  source: ({ partition }) => {
    expectTypeOf(partition).toEqualTypeOf<'north' | 'south'>();
    return source;
  },
  input: ({ partition }) => {
    expectTypeOf(partition).toEqualTypeOf<'north' | 'south'>();
    return partition;
  },
  steps: (people, { partition }) => {
    expectTypeOf(partition).toEqualTypeOf<'north' | 'south'>();
    return people.addStep(toPerson);
  },
  into,
});
const byMonth = defineJob({
  name,
  source,
  partitions: months({ from: '2026-01' }),
  params: v.object({ size: v.number() }),
  steps: (people, { partition, params }) => {
    expectTypeOf(partition).toEqualTypeOf<string>();
    expectTypeOf(params).toEqualTypeOf<{ size: number }>();
    return people.addStep(toPerson);
  },
  into,
});
expectTypeOf(byMonth).toExtend<Job>();
defineJob({
  name,
  source,
  steps: (people, { partition }) => {
    expectTypeOf(partition).toEqualTypeOf<undefined>();
    return people.addStep(toPerson);
  },
  into,
});
