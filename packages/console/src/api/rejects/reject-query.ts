import type { RejectFilter } from '@wdh/runs';
import * as v from 'valibot';
import { shortText, wholeNumber } from '../../http/read-query.js';

const isTrue = v.pipe(
  v.picklist(['true', 'false'], 'must be true or false'),
  v.transform((word) => word === 'true'),
);

const filters = {
  code: v.optional(shortText),
  field: v.optional(shortText),
  /** Only rows that were rejected as a whole, not for one field. */
  whole: v.optional(isTrue),
  isResolved: v.optional(isTrue),
};

/** The query of a page of rejected rows. */
export const rejectPage = v.object({
  ...filters,
  cursor: v.optional(v.string()),
  limit: v.optional(wholeNumber(1, 200)),
});

/** The query of a file of rejected rows. */
export const rejectFile = v.object({
  ...filters,
  /** Whether cells that begin like a formula are written as they are. */
  formulas: v.optional(v.literal('keep', 'must be keep')),
});

/** Returns the filter of a query. */
export function rejectFilterOf({
  code,
  field,
  whole = false,
  isResolved,
}: Omit<v.InferOutput<typeof rejectFile>, 'formulas'>): RejectFilter {
  return { code, field: whole ? null : field, isResolved };
}
