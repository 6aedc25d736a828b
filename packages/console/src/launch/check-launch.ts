import {
  checkPartition,
  type Job,
  parseRunRequest,
  type RunRequest,
  runRequestSchema,
} from '@wdh/job';
import { WdhError } from '@wdh/pipeline-core';
import { holdsRedacted, redactJson } from '@wdh/runs';
import * as v from 'valibot';
import { Refusal } from '../http/refusal.js';
import { paramsSchema } from './params-schema.js';

type Fields = Record<string, string>;

/**
 * Checks a request that a form asks for, field by field.
 *
 * @returns the request.
 * @throws Refusal 400 that names every wrong field.
 */
export async function checkLaunch(
  job: Job,
  given: Readonly<Record<string, unknown>>,
): Promise<RunRequest> {
  const fields = { ...requestProblems(given), ...partitionProblems(job, given['partition']) };
  if (Object.keys(fields).length > 0) throw invalid(job, 'REQUEST_INVALID', 'request', fields);
  const request = parseRunRequest(given);
  const { params = {} } = request;
  const wrong = { ...unknownParams(job, params), ...(await paramProblems(job, params)) };
  if (Object.keys(wrong).length > 0) throw invalid(job, 'PARAMETERS_INVALID', 'parameters', wrong);
  const secret = Object.entries(params).find(([name, value]) => isSecret(name, value))?.[0];
  if (secret === undefined) return request;
  throw invalid(job, 'REQUEST_HAS_SECRET', 'parameters', {
    [`params.${secret}`]:
      'is a secret, which is not stored: run the job by wdh run, or let it read the secret from its environment',
  });
}

function requestProblems(given: Readonly<Record<string, unknown>>): Fields {
  // Never a path: an input is chosen below a folder.
  if (Object.hasOwn(given, 'input')) return { 'request.input': 'is not accepted: choose an input' };
  const { issues = [] } = v.safeParse(runRequestSchema, given);
  return Object.fromEntries(
    issues.map((issue) => {
      const isUnknown = issue.type === 'strict_object' && issue.expected === 'never';
      return [`request.${v.getDotPath(issue) ?? ''}`, isUnknown ? 'is not known' : issue.message];
    }),
  );
}

function partitionProblems(job: Job, partition: unknown): Fields {
  if (partition !== undefined && typeof partition !== 'string') return {};
  try {
    checkPartition(job, partition);
    return {};
  } catch (error) {
    if (!(error instanceof WdhError)) throw error;
    return { 'request.partition': error.summary };
  }
}

/** A name that the schema would ignore: it may be a mistyped one. */
function unknownParams(job: Job, params: Readonly<Record<string, unknown>>): Fields {
  const schema = paramsSchema(job);
  const { additionalProperties = false } = schema ?? {};
  const properties = Object(schema?.['properties']) as object;
  if (schema === null || additionalProperties !== false || 'patternProperties' in schema) return {};
  const unknown = Object.keys(params).filter((name) => !Object.hasOwn(properties, name));
  return Object.fromEntries(unknown.map((name) => [`params.${name}`, 'is not known']));
}

async function paramProblems(
  { params: schema }: Job,
  params: Readonly<Record<string, unknown>>,
): Promise<Fields> {
  if (schema === null) {
    const names = Object.keys(params);
    return Object.fromEntries(names.map((name) => [`params.${name}`, 'is not known']));
  }
  const { issues = [] } = await schema['~standard'].validate(params);
  return Object.fromEntries(
    issues.map(({ path = [], message }) => {
      const parts = path.map((part) => String(typeof part === 'object' ? part.key : part));
      return [['params', ...parts].join('.'), message];
    }),
  );
}

function isSecret(name: string, value: unknown): boolean {
  const field = { [name]: value };
  return holdsRedacted(value) || redactJson(field) !== JSON.stringify(field);
}

function invalid(job: Job, code: string, what: 'request' | 'parameters', fields: Fields): Refusal {
  const problems = Object.entries(fields).map(([field, problem]) => `${field}: ${problem}`);
  return new Refusal(
    400,
    code,
    `The ${what} of job ${job.name} ${what === 'request' ? 'is' : 'are'} invalid: ${problems.join('; ')}.`,
    {
      fields,
    },
  );
}
