import { defineJob, rows } from '@wdh/job';
import { validateRows } from '@wdh/pipeline-core';
import * as v from 'valibot';

/** The table of {@link people}. */
export const peopleTable = 'create table public.people (name text not null, age text not null)';

/** Values that must not be seen without the role data. */
export const secrets = ['Ada Secret', '=1+2', '@sum', 'x-ray'] as const;

/** A job with one good row, and one rejected row for each of the secrets. */
export const people = defineJob({
  name: 'people',
  source: () => rows('people', readPeople),
  example: 'people',
  into: 'public.people',
  onBadRow: 'collect',
  errorThreshold: 1,
  steps: (person) =>
    person.addStep(
      validateRows(v.object({ name: v.string(), age: v.pipe(v.string(), v.regex(/^\d+$/u)) })),
    ),
});

function* readPeople(): Generator<{ name: string; age: string }> {
  yield { name: 'Grace', age: '37' };
  for (const secret of secrets) yield { name: secret, age: `${secret} years` };
}
