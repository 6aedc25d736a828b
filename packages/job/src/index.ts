export { defineJob, type JobDeclaration, type StepsContext } from './declare/define-job.js';
export type { Job, JobLoadOptions, JobPlan } from './declare/job.js';
export { defineFeed, type FeedDeclaration } from './feeds/define-feed.js';
export type { Feed, FeedSequence } from './feeds/feed.js';
export type { CalendarOptions } from './partitions/calendar-partitions.js';
export { days } from './partitions/days.js';
export { list } from './partitions/list.js';
export { months } from './partitions/months.js';
export type { PartitionRange, Partitions } from './partitions/partitions.js';
export { defineProject, type Project, type ProjectDeclaration } from './project/define-project.js';
export type { InputFolder, InputFolderDeclaration } from './project/input-folder.js';
export type { ReplayOptions } from './replay/replay-request.js';
export { replayRun, type ReplayOutcome } from './replay/replay-run.js';
export { checkPartition } from './request/check-partition.js';
export {
  badRowPolicies,
  parseRunRequest,
  runRequestSchema,
  type BadRowPolicy,
  type RunRequest,
} from './request/run-request.js';
export { storableRequest } from './request/storable-request.js';
export { plannedReplay } from './replay/planned-replay.js';
export { checkInput, checkRequest, inputOf } from './run/check-input.js';
export { loggedError, type LoggedError } from './run/logged-error.js';
export { plannedExecution, type PlannedExecutionOptions } from './run/planned-execution.js';
export type { RunDelivery, RunHost } from './run/run-host.js';
export { runJob } from './run/run-job.js';
export { noRows, type RowCounts, type RunOutcome } from './run/run-outcome.js';
export { unstartedOutcome } from './run/unstarted-outcome.js';
export { targetName } from './declare/target-name.js';
export type { RunPhase, RunProgress } from './run/run-progress.js';
export { checkSchedules } from './schedules/check-schedules.js';
export { defineSchedule, type ScheduleDeclaration } from './schedules/define-schedule.js';
export type { CronTimes } from './schedules/cron-times.js';
export {
  overlapRules,
  type OverlapRule,
  type Schedule,
  type ScheduleTick,
} from './schedules/schedule.js';
export type { ScheduledTime } from './schedules/scheduled-time.js';
export { chosenSource } from './sources/chosen-source.js';
export type { InputStart } from './sources/input-start.js';
export { csv, type CsvJobOptions } from './sources/csv.js';
export { excel, type ExcelJobOptions } from './sources/excel.js';
export type { CheckOptions, JobSource, OpenOptions } from './sources/job-source.js';
export { json, type JsonJobOptions } from './sources/json.js';
export { jsonLines, type JsonLinesJobOptions } from './sources/json-lines.js';
export { rows } from './sources/rows.js';
export { withFields } from './sources/with-fields.js';
export { defineWatch, type WatchDeclaration } from './watches/define-watch.js';
export type { FileEnding, NameGroups, Watch } from './watches/watch.js';
