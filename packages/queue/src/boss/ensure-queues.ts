import type { PgBoss, Queue } from 'pg-boss';
import { queueErrorOf } from './queue-error.js';
import { deadQueue, runQueue } from './queue-names.js';

const secondsOfDay = 86_400;

/** Seconds without a sign of life after which a run is taken from its worker. */
export const heartbeatSeconds = 30;

/** A run that waits is kept for ever, as its record is. */
const keptSeconds = 50 * 365 * secondsOfDay;

/**
 * The settings of the queue of a job. An attempt ends after six hours, or 30 seconds after the last
 * sign of life of its worker. Done jobs are deleted after a day: the records of runs hold the history.
 */
const ofRuns = {
  policy: 'singleton',
  retryLimit: 3,
  retryBackoff: true,
  retryDelay: 1,
  heartbeatSeconds,
  expireInSeconds: 6 * 3_600,
  retentionSeconds: keptSeconds,
  deleteAfterSeconds: secondsOfDay,
  deadLetter: deadQueue,
} as const;

const ofDead = { policy: 'standard', retentionSeconds: keptSeconds } as const;

/** Creates the queues of jobs where they are missing, and gives them the settings of this version. */
export async function ensureQueues(boss: PgBoss, jobNames: readonly string[]): Promise<void> {
  try {
    // First: the others name it.
    await ensureQueue(boss, deadQueue, ofDead);
    for (const job of jobNames) await ensureQueue(boss, runQueue(job), ofRuns);
  } catch (error) {
    throw queueErrorOf(error);
  }
}

async function ensureQueue(boss: PgBoss, name: string, wanted: Omit<Queue, 'name'>): Promise<void> {
  const found = await boss.getQueue(name);
  if (found === null) {
    // Does nothing if another process was faster.
    await boss.createQueue(name, wanted);
    return;
  }
  const { policy, ...settings } = wanted;
  const names = Object.keys(settings) as (keyof typeof settings)[];
  if (policy === found.policy && names.some((key) => found[key] !== settings[key])) {
    await boss.updateQueue(name, settings);
  }
}
