import type { StandardSchemaV1 } from '@standard-schema/spec';
import { WdhError } from '@wdh/pipeline-core';

/**
 * Checks the parameters of a request by the schema of the job.
 *
 * @param schema - Null: the job has no parameters, and any is an error.
 * @throws WdhError `PARAMETERS_INVALID` (usage) that lists every problem, without values.
 */
export async function parseParams(
  jobName: string,
  schema: StandardSchemaV1 | null,
  params: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  if (schema === null) {
    const problems = unknownParams(params);
    if (problems.length > 0) throw invalid(jobName, problems);
    return {};
  }
  const result = await schema['~standard'].validate(params);
  if (result.issues === undefined) return result.value;
  throw invalid(jobName, issueTexts(result.issues));
}

/**
 * Returns what is wrong with the parameters of a request, without values, if the schema of the job is
 * synchronous; otherwise null.
 */
export function problemsOfParams(
  schema: StandardSchemaV1 | null,
  params: Readonly<Record<string, unknown>>,
): readonly string[] | null {
  if (schema === null) return unknownParams(params);
  const result = schema['~standard'].validate(params);
  if (!(result instanceof Promise)) return issueTexts(result.issues ?? []);
  // Its result is not awaited: the run validates again.
  result.catch(() => undefined);
  return null;
}

function unknownParams(params: Readonly<Record<string, unknown>>): readonly string[] {
  const [unknown] = Object.keys(params);
  return unknown === undefined ? [] : [`${unknown} is not known: the job has no parameters`];
}

function issueTexts(issues: readonly StandardSchemaV1.Issue[]): readonly string[] {
  return issues.map(({ path = [], message }) => {
    const name = path.map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
    return name === '' ? message : `${name}: ${message}`;
  });
}

function invalid(jobName: string, problems: readonly string[]): WdhError {
  return new WdhError(`The parameters of job ${jobName} are invalid: ${problems.join('; ')}.`, {
    code: 'PARAMETERS_INVALID',
    category: 'usage',
  });
}
