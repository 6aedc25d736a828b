import { csv, defineJob } from '@wdh/job';
import { validateRows } from '@wdh/pipeline-core';
import * as v from 'valibot';

/** Loads files of one column; each row is stored with its text, so that a double shows. */
export const notes = defineJob({
  name: 'notes',
  source: csv({ columns: ['note'] }),
  params: v.object({ month: v.optional(v.string()) }),
  into: 'public.notes',
  steps: (rows) =>
    rows.addStep(validateRows(v.object({ note: v.pipe(v.string(), v.regex(/^\w/)) }))),
});

/** The table of {@link notes}, without a key that would hide a double. */
export const notesTable = 'create table if not exists public.notes (note text not null)';
