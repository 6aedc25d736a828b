import { csv, defineJob } from '@wdh/job';
import * as v from 'valibot';

/** A job that reads files, and has one parameter. */
export const people = defineJob({
  name: 'people',
  source: csv({ columns: ['id', 'name'] }),
  params: v.object({ day: v.optional(v.string('must be a text')) }),
  into: 'public.people',
  steps: (rows) => rows,
});
