import { untilTrue } from '@wdh/fault-injection';
import { runJob } from '@wdh/job';
import { effects } from '../test/support/effects-job.js';
import type { BenchPlace } from './bench-place.js';
import { type Figure, figure, medianOf } from './figure.js';

const rounds = 30;
const many = 400;

/** What the queue adds to a run. */
export async function latencyFigures(place: BenchPlace): Promise<readonly Figure[]> {
  await place.startWorkers(1);
  const direct: number[] = [];
  const queued: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    direct.push(await timed(() => runDirectly(place, round)));
    queued.push(await timed(() => runThroughQueue(place, round)));
  }
  const [directly, through] = [medianOf(direct.slice(5)), medianOf(queued.slice(5))];
  console.log(`a run: ${directly.toFixed(0)} ms directly, ${through.toFixed(0)} ms by the queue`);
  const inParallel = async (): Promise<void> => {
    let next = 0;
    const lane = async (): Promise<void> => {
      while (next < many) await runDirectly(place, (next += 1));
    };
    await Promise.all([lane(), lane(), lane(), lane()]);
  };
  const direct4 = await timed(inParallel);
  const queued4 = await timed(async () => {
    const submissions = Array.from({ length: many }, (_, run) => submissionOf(run));
    await place.queue.submit(submissions);
    await place.untilIdle();
  });
  console.log(
    `${many} runs, four at once: ${(direct4 / many).toFixed(1)} ms each directly, ` +
      `${(queued4 / many).toFixed(1)} ms by the queue`,
  );
  return [
    figure('a run by the queue, more than directly', through - directly, 'ms', { atMost: 150 }),
  ];
}

const requestOf = (run: number) => ({ input: 'parts', params: { run } });
const submissionOf = (run: number) => ({ job: effects, request: requestOf(run) });

async function runDirectly({ url: connectionUrl }: BenchPlace, run: number): Promise<void> {
  const { status, error } = await runJob(effects, requestOf(run), {
    connectionUrl,
    migrate: false,
  });
  if (status !== 'success') throw error;
}

async function runThroughQueue({ queue, sql }: BenchPlace, run: number): Promise<void> {
  const [submitted] = await queue.submit([submissionOf(run)]);
  const id = submitted?.executionId ?? '';
  const hasEnded = async (): Promise<boolean> => {
    const [row] = await sql`
      select from pipeline_executions where execution_id = ${id} and status = 'success'`;
    return row !== undefined;
  };
  await untilTrue(hasEnded, 60_000, 'the end of a run');
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
