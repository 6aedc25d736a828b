import type { Context } from 'hono';
import * as v from 'valibot';
import { Refusal } from '../../http/refusal.js';
import type { ConsoleEnv } from '../../http/route.js';

/** Schema of a UUID in lower case, as a page makes it. */
export const uuid = v.pipe(
  v.string('must be a UUID in lower case'),
  v.regex(/^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/, 'must be a UUID in lower case'),
);

/** Schema of a short text that PostgreSQL can store. */
const name = (problem: string): v.GenericSchema<string> =>
  v.pipe(
    v.string(problem),
    v.nonEmpty(problem),
    v.maxLength(100, problem),
    v.regex(/^[^\p{Cc}\p{Cs}]*$/u, problem),
  );

/** Schema of the id of a run. */
export const runId = name('must be the id of a run');

/** Schema of the key of a partition. */
export const partitionKey = name('must be a partition');

/** Most levels of JSON: deeper values end the stack of what reads them. */
const mostLevels = 100;

/**
 * Reads the JSON of a request by a schema.
 *
 * @throws Refusal 400 `BODY_INVALID` that names each problem by its field.
 */
export async function readBody<Schema extends v.GenericSchema>(
  { req }: Context<ConsoleEnv>,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  const text = await req.text();
  if (text === '' || levelsOf(text) > mostLevels) {
    const problem =
      text === ''
        ? 'is empty: send JSON'
        : `has more than ${mostLevels} levels of lists and objects`;
    throw new Refusal(400, 'BODY_INVALID', `The body of the request ${problem}.`);
  }
  const { success, output, issues } = v.safeParse(schema, JSON.parse(text));
  if (success) return output;
  const fields = Object.fromEntries(
    issues.map((issue) => [v.getDotPath(issue) ?? 'body', messageOf(issue)]),
  );
  const problems = Object.entries(fields).map(([field, problem]) => `${field} ${problem}`);
  throw new Refusal(400, 'BODY_INVALID', `The request is invalid: ${problems.join('; ')}.`, {
    fields,
  });
}

/** Counts the levels of a JSON text without a recursion of its own. */
function levelsOf(text: string): number {
  let [level, most] = [0, 0];
  for (const [part] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (part === '[' || part === '{') most = Math.max(most, (level += 1));
    else if (part === ']' || part === '}') level -= 1;
  }
  return most;
}

/** What the schemas do not say in their own words may contain values. */
function messageOf({ type, expected, received, message }: v.BaseIssue<unknown>): string {
  if (type === 'strict_object') {
    if (expected === 'never') return 'is not known';
    // Of a missing entry, its name was expected.
    return expected !== 'Object' && received === 'undefined' ? 'is missing' : 'must be an object';
  }
  return message.startsWith('must ') ? message : 'has a wrong value';
}
