import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { defineJob, type JobSource } from '@wdh/job';
import { type RowSource, rowSource, rowStep } from '@wdh/pipeline-core';
import { integer, pgTable } from 'drizzle-orm/pg-core';
import * as v from 'valibot';

const path = fileURLToPath(new URL('../fixtures/migrations', import.meta.url));

/** The tables of the job. */
export const effectsMigrations = [{ name: 'effects', path }];

const effectsTable = pgTable('effects', {
  run: integer().notNull(),
  part: integer().notNull(),
  processId: integer('process_id').notNull(),
});

const params = v.object({
  /** Number of the run, from 1. */
  run: v.number(),
  parts: v.optional(v.number(), 3),
  /** A file that the run waits for after its first row. */
  gate: v.optional(v.string()),
  /** Whether it waits without giving way to the event loop. */
  isBlocking: v.optional(v.boolean(), false),
  /** Processor time of the check of each row, in microseconds. */
  checkMicros: v.optional(v.number(), 0),
});

type Params = v.InferOutput<typeof params>;

/** The parameters of a run of the job. */
export type EffectsParams = v.InferInput<typeof params>;

/** How many rows a run of the job loads where nothing else is asked. */
export const partsOfRun = 3;

/** Loads a few rows, without any key that would hide a second load of them. */
export const effects = defineJob({
  name: 'effects',
  source: ({ params }: { readonly params: Params }) => partsSource(params),
  example: 'parts',
  steps: (parts, { params: { run, checkMicros } }) =>
    parts.addStep(
      rowStep('add_run', ({ part }: Part) => {
        workFor(checkMicros);
        return { run, part, processId: process.pid };
      }),
    ),
  into: effectsTable,
  params,
  migrations: effectsMigrations,
});

interface Part {
  readonly part: number;
}

/** As `rows()`, but a run that is stopped does not go on waiting. */
function partsSource(params: Params): JobSource<Part> {
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
  { parts, gate, isBlocking }: Params,
  signal: AbortSignal | undefined,
): AsyncGenerator<Part> {
  for (let part = 1; part <= parts; part += 1) {
    yield { part };
    if (part > 1 || gate === undefined) continue;
    while (!existsSync(gate)) {
      // Without a pause, nothing else runs in this process.
      if (!isBlocking) await sleep(10, undefined, { signal });
    }
  }
}

function workFor(micros: number): void {
  const end = performance.now() + micros / 1_000;
  while (performance.now() < end);
}
