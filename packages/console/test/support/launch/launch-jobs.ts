import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { csv, defineJob, type JobSource } from '@wdh/job';
import { type RowSource, rejectRow, rowSource, rowStep } from '@wdh/pipeline-core';
import * as v from 'valibot';

/** The tables of the jobs. */
export const tables = `
  create table public.people (id text primary key, name text not null);
  create table public.parts (run text not null, part int not null)`;

interface Person {
  readonly id: string;
  readonly name: string;
}

/** Names that are accepted now: a replay accepts more than the run did. */
export const accepted = { isEmptyName: false };

/** Loads files, and rejects people without a name. */
export const people = defineJob({
  name: 'people',
  source: csv({ columns: ['id', 'name'] }),
  params: v.object({
    team: v.optional(v.pipe(v.string('must be a text'), v.maxLength(10, 'must be short')), 'a'),
    apiToken: v.optional(v.string('must be a text')),
  }),
  steps: (rows) =>
    rows.addStep(
      rowStep('check_name', (row: Person) =>
        row.name === '' && !accepted.isEmptyName
          ? rejectRow({ field: 'name', code: 'NAME_MISSING', message: 'must not be empty' })
          : row,
      ),
    ),
  into: 'public.people',
  mode: 'upsert',
  keys: ['id'],
  errorThreshold: 1,
});

interface Part {
  readonly run: string;
  readonly part: number;
}

const gated = v.object({
  run: v.string('must be a text'),
  /** A file that the run waits for after its first row. */
  gate: v.optional(v.string()),
});

/** What happens between the rows of the job `parts` and their commit. */
export const atCheck = { act: (): Promise<unknown> => Promise.resolve() };

/** Loads three rows for a run, without any key that would hide a second load of them. */
export const parts = defineJob({
  name: 'parts',
  source: ({ params }: { readonly params: v.InferOutput<typeof gated> }) => partsSource(params),
  example: 'parts',
  params: gated,
  steps: (rows) => rows,
  into: 'public.parts',
  checks: [
    { name: 'parts are there', severity: 'error', fn: () => atCheck.act().then(() => true) },
  ],
});

/** As `rows()`, but a run that is stopped does not go on waiting. */
function partsSource(params: v.InferOutput<typeof gated>): JobSource<Part> {
  const open = (input: string, signal?: AbortSignal): RowSource<Part> =>
    rowSource(input, () => partsOf(params, signal));
  return {
    example: null,
    open: (input) => ({
      identify: (signal) => open(input).identify(signal),
      read: (signal) => open(input, signal).read(signal),
    }),
  };
}

async function* partsOf(
  { run, gate }: v.InferOutput<typeof gated>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Part> {
  for (let part = 1; part <= 3; part += 1) {
    yield { run, part };
    while (part === 1 && gate !== undefined && !existsSync(gate)) {
      await sleep(10, undefined, { signal });
    }
  }
}

/** What a console needs of a project with these jobs. */
export const launchProject = {
  jobs: new Map([people, parts].map((job) => [job.name, job] as const)),
  schedules: new Map(),
  watches: new Map(),
  inputs: [],
} as const;
