import { openQueue } from '../../src/index.js';
import { effects } from '../support/effects-job.js';

/** What the submitting program is started with. */
export interface SubmitArgument {
  readonly connectionUrl: string;
  readonly key: string;
  readonly times: number;
}

/** Submits a run with one key several times, and prints the outcome of each submission. */
const { connectionUrl, key, times } = JSON.parse(process.argv[2] ?? '{}') as SubmitArgument;
const queue = await openQueue({ connectionUrl, migrate: false });
const request = { input: 'parts', params: { run: 1 } };
const submissions = Array.from({ length: times }, () =>
  queue.submit([{ job: effects, request, key }]),
);
const results = (await Promise.all(submissions)).flat();
for (const { status } of results) process.stdout.write(`${status}\n`);
await queue.close();
