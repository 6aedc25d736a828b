import { encodings, type Encoding } from '@wdh/file-connector';
import { WdhError } from '@wdh/pipeline-core';
import { loadModeNames, type LoadMode } from '@wdh/warehouse-loader';
import * as v from 'valibot';

/** What happens to a row that a step or the database does not accept. */
export const badRowPolicies = ['stop', 'collect'] as const;

/** See {@link badRowPolicies}: `stop` fails the run, `collect` rejects the row and continues. */
export type BadRowPolicy = (typeof badRowPolicies)[number];

/**
 * What a run is asked to do. It is JSON: command-line arguments, a payload of a queue and a form of
 * a page are all one of these.
 */
export interface RunRequest {
  /** The version of this format. Default 1. */
  readonly version?: 1 | undefined;
  /** What to read, such as the path of a file. Default: the example of the job's source. */
  readonly input?: string | undefined;
  /** Default: the mode of the job. */
  readonly mode?: LoadMode | undefined;
  /** Default: that of the job, which is `collect` unless it is declared otherwise. */
  readonly onBadRow?: BadRowPolicy | undefined;
  /** Share of rejected rows, from 0 to 1, above which a collecting run fails. Default: the job's. */
  readonly errorThreshold?: number | undefined;
  /** Does everything but the COMMIT. Default false. */
  readonly dryRun?: boolean | undefined;
  /** Loads content that was loaded before. Default false. */
  readonly force?: boolean | undefined;
  /** Encoding of the input. Default: that of the job, or that of the byte order mark, or UTF-8. */
  readonly encoding?: Encoding | undefined;
  /** The partition that the input holds, such as `2026-01`, of a job that declares partitions. */
  readonly partition?: string | undefined;
  /** Version of the input, such as that in the name of a file. Default: none. */
  readonly inputVersion?: string | undefined;
  /** Values for the parameters that the job declares. */
  readonly params?: Readonly<Record<string, unknown>> | undefined;
}

const shortText = v.pipe(
  v.string('must be a text'),
  v.nonEmpty('must not be empty'),
  v.maxLength(100, 'must have at most 100 characters'),
);

/** The schema of a {@link RunRequest}, for callers that receive one from outside. */
export const runRequestSchema = v.strictObject({
  version: v.optional(v.literal(1, 'must be 1')),
  input: v.optional(v.pipe(v.string('must be a text'), v.nonEmpty('must not be empty'))),
  mode: v.optional(v.picklist(loadModeNames, `must be one of ${loadModeNames.join(', ')}`)),
  onBadRow: v.optional(v.picklist(badRowPolicies, `must be one of ${badRowPolicies.join(', ')}`)),
  errorThreshold: v.optional(
    v.pipe(
      v.number('must be a share from 0 to 1'),
      v.minValue(0, 'must be a share from 0 to 1'),
      v.maxValue(1, 'must be a share from 0 to 1'),
    ),
  ),
  dryRun: v.optional(v.boolean('must be true or false')),
  force: v.optional(v.boolean('must be true or false')),
  encoding: v.optional(v.picklist(encodings, `must be one of ${encodings.join(', ')}`)),
  partition: v.optional(shortText),
  inputVersion: v.optional(shortText),
  params: v.optional(
    v.pipe(
      v.unknown(),
      v.check((params) => !Array.isArray(params), 'must be an object'),
      v.record(v.string(), v.unknown(), 'must be an object'),
    ),
  ),
});

/**
 * Checks a request from outside.
 *
 * @throws WdhError `REQUEST_INVALID` (usage) that lists every problem.
 */
export function parseRunRequest(request: unknown): RunRequest {
  // The schema would take a list, a Map or a promise as an object without fields.
  const given = Object.prototype.toString.call(request) === '[object Object]' ? request : null;
  const { success, output, issues } = v.safeParse(runRequestSchema, given);
  if (success) return output;
  const problems = issues.map((issue) => {
    const path = v.getDotPath(issue);
    const isUnknown = issue.type === 'strict_object' && issue.expected === 'never';
    if (path === null) return 'it must be an object';
    return isUnknown ? `${path} is not known` : `${path} ${issue.message}`;
  });
  throw new WdhError(`The request of the run is invalid: ${problems.join('; ')}.`, {
    code: 'REQUEST_INVALID',
    category: 'usage',
  });
}
