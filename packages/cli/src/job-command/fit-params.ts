import type { Job } from '@wdh/job';
import { WdhError } from '@wdh/pipeline-core';
import { closestName } from '@wdh/warehouse-loader';
import { describeParams, type ParamDescription } from './describe-params.js';

type Params = Readonly<Record<string, unknown>>;

/**
 * Fits parameters of a command line to the schema of a job, as far as it describes them: `5` is a
 * text where the schema wants one.
 *
 * @throws WdhError `PARAMETERS_INVALID` (usage) for a name that the job does not have. The schema
 *   itself may ignore it.
 */
export function fitParams(job: Job, given: Params): Params {
  const described = describeParams(job);
  // A job without parameters refuses them itself.
  if (described === null || described.length === 0) return given;
  const known = new Map(described.map((param) => [param.name, param]));
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const param = known.get(name);
      if (param === undefined) throw unknownParam(job, name, [...known.keys()]);
      return [name, fit(param, value)];
    }),
  );
}

function fit({ type, choices }: ParamDescription, value: unknown): unknown {
  const wantsText =
    type === 'string' || choices?.every((choice) => typeof choice === 'string') === true;
  if (!wantsText || typeof value === 'string') return value;
  // Numbers, true, false and null are written as they were given.
  return JSON.stringify(value);
}

function unknownParam({ name: job }: Job, name: string, names: readonly string[]): WdhError {
  const closest = closestName(name, names);
  const meant = closest === null ? `it has ${names.join(', ')}` : `did you mean ${closest}?`;
  return new WdhError(`Job ${job} has no parameter ${name} (${meant})`, {
    code: 'PARAMETERS_INVALID',
    category: 'usage',
  });
}
