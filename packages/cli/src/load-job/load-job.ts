import type { Job, JobPlan } from '@wdh/job';
import { Pipeline } from '@wdh/pipeline-core';
import { formatOf } from '../formats/input-formats.js';
import { type LoadParams, loadParamsSchema } from './load-params.js';
import { type OpenInput, readSource } from './read-source.js';

const name = 'load';
const version = '1';

/**
 * Creates the job behind `wdh load`: its parameters say how a file is read and which column of the
 * table takes which of its columns, so that no code is needed.
 *
 * @param openInput - Returns what to read for the input of a request. Default: the input itself.
 */
export function createLoadJob(openInput?: OpenInput): Job {
  return Object.freeze<Job>({
    name,
    version,
    description: 'Loads a file into a table without code: see wdh load --help.',
    params: loadParamsSchema,
    migrations: [],
    example: null,
    mode: 'append',
    onBadRow: 'collect',
    errorThreshold: 0.1,
    // The schema has checked them.
    plan: (params) => planOf(params as LoadParams, openInput),
  });
}

function planOf(params: LoadParams, openInput: OpenInput | undefined): JobPlan {
  const { into, keys } = params;
  return {
    source: readSource(params, openInput),
    pipeline: (config) => {
      const pipeline = new Pipeline<object>(name, { ...config, version });
      const step = formatOf(params.read).fit(params.columns);
      return step === null ? pipeline : pipeline.addStep(step);
    },
    into,
    keys,
    load: { unknownColumns: 'refuse', retry: { maxAttempts: 3, backoffMs: 1_000 } },
  };
}
