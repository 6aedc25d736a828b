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
    const [unknown] = Object.keys(params);
    if (unknown === undefined) return {};
    throw invalid(jobName, [`${unknown} is not known: the job has no parameters`]);
  }
  const result = await schema['~standard'].validate(params);
  if (result.issues === undefined) return result.value;
  throw invalid(
    jobName,
    result.issues.map(({ path = [], message }) => {
      const name = path.map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
      return name === '' ? message : `${name}: ${message}`;
    }),
  );
}

function invalid(jobName: string, problems: readonly string[]): WdhError {
  return new WdhError(`The parameters of job ${jobName} are invalid: ${problems.join('; ')}.`, {
    code: 'PARAMETERS_INVALID',
    category: 'usage',
  });
}
