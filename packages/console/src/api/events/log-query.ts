import * as v from 'valibot';
import { shortText, wholeNumber } from '../../http/read-query.js';

/** The highest sequence of a line. */
const lastLine = 999_999_999;
const sequence = wholeNumber(0, lastLine);

/** No text of a log has it: a stream is refused before it opens. */
const withoutNul = v.regex<string, string>(/^[^\0]*$/u, 'must not have the character NUL');

/** The lines that a query asks for. */
const logFilter = {
  levels: v.optional(
    v.pipe(
      shortText,
      withoutNul,
      v.transform((text) => text.split(',')),
    ),
  ),
  step: v.optional(
    v.pipe(v.string(), v.maxLength(1_000, 'must have at most 1,000 characters'), withoutNul),
  ),
  text: v.optional(v.pipe(shortText, withoutNul)),
};

/** The query of a page of the log. */
export const logPage = v.object({
  ...logFilter,
  after: v.optional(sequence),
  before: v.optional(v.union([v.literal('end'), sequence], 'must be a whole number, or end')),
  limit: v.optional(wholeNumber(1, 1_000)),
});

/** The query of a stream of the log. */
export const logStream = v.object({ ...logFilter, after: v.optional(sequence) });
