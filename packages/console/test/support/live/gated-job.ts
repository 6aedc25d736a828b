import { defineJob, type Job, rows } from '@wdh/job';

/** A job whose run waits after its first row, until it is released. */
export interface GatedJob {
  readonly job: Job;
  /** Resolves when a run has read its first row. */
  readonly begun: Promise<void>;
  readonly release: () => void;
}

/** Creates a job that loads two rows into `public.letters`. */
export function gatedJob(name: string): GatedJob {
  let release = (): void => undefined;
  let begin = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  async function* letters(): AsyncGenerator<{ letter: string }> {
    yield { letter: 'a' };
    begin();
    await released;
    yield { letter: 'b' };
  }
  const job = defineJob({
    name,
    source: () => rows(name, letters),
    example: name,
    into: 'public.letters',
    steps: (letter) => letter,
  });
  return { job, begun, release };
}

/** The table of the job. */
export const lettersTable = 'create table if not exists public.letters (letter text not null)';
