import { WdhError } from '@wdh/pipeline-core';
import type { Context } from 'hono';
import * as v from 'valibot';

/**
 * Reads the parameters of an address by a schema. Parameters that the schema does not name are
 * ignored, an empty one counts as absent, and of a repeated one the first counts.
 *
 * @throws WdhError `REQUEST_INVALID` (usage) that names every wrong parameter, without its value.
 */
export function readQuery<Entries extends v.ObjectEntries>(
  { req }: Pick<Context, 'req'>,
  schema: v.ObjectSchema<Entries, undefined>,
): v.InferOutput<v.ObjectSchema<Entries, undefined>> {
  const given = Object.entries(req.query()).filter(([, value]) => value !== '');
  const result = v.safeParse(schema, Object.fromEntries(given));
  if (result.success) return result.output;
  const problems = result.issues.map(
    (issue) => `${v.getDotPath(issue) ?? 'query'}: ${issue.message}`,
  );
  throw new WdhError(`The address has a wrong parameter: ${problems.join('; ')}.`, {
    code: 'REQUEST_INVALID',
    category: 'usage',
  });
}

const notInstant = 'must be a time in UTC, such as 2026-01-31T08:30:00Z';

const isDay = (text: string): boolean => new Date(text).toISOString().startsWith(text.slice(0, 10));

/** A whole number in an address. */
export const wholeNumber = (from: number, to: number): v.GenericSchema<string, number> =>
  v.pipe(
    v.string(),
    v.regex(/^\d{1,9}$/, 'must be a whole number'),
    v.transform(Number),
    v.check((number) => number >= from && number <= to, `must be from ${from} to ${to}`),
  );

/** A time in an address: in UTC, so that a day that does not exist is found. */
export const instant = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z$/, notInstant),
  v.check((text) => new Date(text).getTime() >= 0 && isDay(text), notInstant),
  v.transform((text) => new Date(text)),
);

/** A text in an address. */
export const shortText = v.pipe(v.string(), v.maxLength(200, 'must have at most 200 characters'));

/** Several words in an address, separated by commas. */
export function wordsOf<const Words extends readonly string[]>(
  words: Words,
): v.GenericSchema<string, Words[number][]> {
  return v.pipe(
    v.string(),
    v.transform((text) => [...new Set(text.split(','))]),
    v.array(v.picklist(words, `must be of ${words.join(', ')}`)),
  );
}
