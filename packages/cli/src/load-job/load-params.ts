import * as v from 'valibot';
import { readingSchema } from '../formats/input-formats.js';
import { loadColumnSchema } from '../formats/load-column.js';

/** The schema of {@link LoadParams}. */
export const loadParamsSchema = v.strictObject({
  into: v.pipe(v.string('must be schema.table'), v.nonEmpty('must be schema.table')),
  keys: v.optional(v.array(v.string('must be a column'), 'must be a list of columns'), []),
  read: readingSchema,
  /** Every column of the file, in its order. */
  columns: v.pipe(
    v.array(loadColumnSchema, 'must be a list of columns'),
    v.nonEmpty('must name a column'),
  ),
});

/** The parameters of the job `load`: everything that decides which rows a file has. */
export type LoadParams = v.InferOutput<typeof loadParamsSchema>;
