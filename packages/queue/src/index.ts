export { affectedJobs } from './boss/affected-jobs.js';
export { bossOn } from './boss/boss-on.js';
export { bossSchema, queueChannel } from './boss/boss-schema.js';
export { heartbeatSeconds } from './boss/ensure-queues.js';
export type { OpenBossOptions } from './boss/open-boss.js';
export { queueErrorOf } from './boss/queue-error.js';
export { deadQueue, jobOfQueue, runQueue, ticksQueue } from './boss/queue-names.js';
export { openQueue, type OpenQueueOptions, type Queue } from './open-queue.js';
export { queueMigrations } from './queue-migrations.js';
export type { DeadRun, LostRun } from './status/failed-runs.js';
export type { ActiveRun, JobDepth, LiveWorker, QueueStatus } from './status/queue-status.js';
export { openExecutions } from './submit/open-executions.js';
export { parseRunJobData, type RunJobData } from './submit/run-job-data.js';
export type {
  OverlapRule,
  Submission,
  SubmissionSchedule,
  Submitted,
} from './submit/submission.js';
export { FolderWatches, type FolderWatchesOptions } from './watch/folder-watches.js';
export { countWatchedFiles, type WatchCounts } from './watch/records/ended-files.js';
export type { DeliveredJob, Lane, Service } from './worker/lanes/lane.js';
export { connectionBudget, type ConnectionBudget } from './worker/start/connection-budget.js';
export type { HealthAddress } from './worker/health/health-server.js';
export type { WorkerHealth } from './worker/health/worker-health.js';
export { Worker, type WorkerOptions, type WorkerSignals } from './worker/worker.js';
export { checkScheduledRequests } from './schedules/check-scheduled-requests.js';
export { pauseSchedule, resumeSchedule, type SchedulePause } from './schedules/pause-schedule.js';
export { scheduleStates, type LastTick, type ScheduleState } from './schedules/schedule-states.js';
export { Scheduler, type SchedulerOptions } from './schedules/scheduler.js';
export type { TickOutcome } from './schedules/tick-outcome.js';
