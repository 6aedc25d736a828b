import type { Context } from 'hono';
import * as v from 'valibot';
import { Refusal } from '../../http/refusal.js';
import type { ConsoleEnv } from '../../http/route.js';

/** Schema of a UUID in lower case, as a page makes it. */
export const uuid = v.pipe(
  v.string('must be a UUID in lower case'),
  v.regex(/^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/, 'must be a UUID in lower case'),
);

/** Schema of the id of a run. */
export const runId = v.pipe(
  v.string('must be the id of a run'),
  v.nonEmpty('must be the id of a run'),
  v.maxLength(100, 'must be the id of a run'),
);

/**
 * Reads the JSON of a request by a schema.
 *
 * @throws Refusal 400 `BODY_INVALID` that names each problem by its field.
 */
export async function readBody<Schema extends v.GenericSchema>(
  { req }: Context<ConsoleEnv>,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  const { success, output, issues } = v.safeParse(schema, await req.json());
  if (success) return output;
  const fields = Object.fromEntries(
    issues.map((issue) => [v.getDotPath(issue) ?? 'body', messageOf(issue)]),
  );
  const problems = Object.entries(fields).map(([field, problem]) => `${field} ${problem}`);
  throw new Refusal(400, 'BODY_INVALID', `The request is invalid: ${problems.join('; ')}.`, {
    fields,
  });
}

/** What the schemas do not say in their own words may contain values. */
function messageOf({ type, expected, message }: v.BaseIssue<unknown>): string {
  if (type === 'strict_object') return expected === 'never' ? 'is not known' : 'must be an object';
  return message.startsWith('must ') ? message : 'has a wrong value';
}
