import { migrateUp } from '@wdh/migrations';
import { silentLogger } from '@wdh/pipeline-core';
import { parseConnectionUrl, StatementPool } from '@wdh/postgres';
import { auditMigrations, openReplay, type ReplayCounts } from '@wdh/runs';
import type { Job } from '../declare/job.js';
import type { RunHost } from '../run/run-host.js';
import { runJob } from '../run/run-job.js';
import type { RunOutcome } from '../run/run-outcome.js';
import { replayRequest, type ReplayOptions } from './replay-request.js';
import { replayedRunOf } from './replayed-run.js';
import { withReplay } from './with-replay.js';

/** The result of a replay. */
export interface ReplayOutcome {
  /** The run whose rejected rows were replayed: if a replay was named, the run that it replayed. */
  readonly replayedRun: string;
  /** Its open rejected rows before the replay. */
  readonly open: ReplayCounts;
  /** Null if there was nothing to replay; no run was recorded then. */
  readonly outcome: RunOutcome | null;
}

/** Longest time for a statement that reads rejected rows, in milliseconds. */
const statementMs = 300_000;

/**
 * Runs only the rejected rows of a run again, from their stored records, by the present version of
 * its job. In one transaction, rows that load are resolved, and rows that are rejected again stay with
 * the run that rejected them first, with the new reason. Their number does not fail the replay.
 *
 * @throws WdhError `RUN_NOT_FOUND`; `REPLAY_REFUSED`, also for a run of another job;
 * `REQUEST_INVALID`, `PARAMETERS_INVALID` or `PARTITION_INVALID` (usage); errors of the server. No run is recorded then.
 * @example
 * const { open, outcome } = await replayRun(people, executionId, { connectionUrl });
 */
export async function replayRun(
  job: Job,
  executionId: string,
  host: RunHost,
  options: ReplayOptions = {},
): Promise<ReplayOutcome> {
  const { connectionUrl, logger = silentLogger, signal } = host;
  if (host.migrate !== false) {
    const folders = [auditMigrations, ...job.migrations];
    await migrateUp({ connectionUrl, folders, logger, signal });
  }
  const limits = { size: 2, deadlineMs: statementMs, statementTimeoutMs: statementMs };
  const pool = new StatementPool({
    address: parseConnectionUrl(connectionUrl),
    applicationName: 'wdh replay',
    ...limits,
  });
  try {
    const replay = await openReplay(pool, executionId);
    const { run: replayedRun, counts: open } = replay;
    const run = await replayedRunOf(pool, job, replayedRun);
    if (open.replayable === 0) return { replayedRun, open, outcome: null };
    const request = replayRequest(job, run, options);
    const outcome = await runJob(withReplay(job, replay), request, { ...host, migrate: false });
    return { replayedRun, open, outcome };
  } finally {
    await pool.close();
  }
}
