import { escapeControls, escapeLines } from '@wdh/logging';
import type { Run } from '@wdh/runs';
import { formatSpend } from '../outcome/format-spend.js';
import { showBytes, showDuration, showTime } from '../table/show-values.js';
import { formatMetrics, formatRejects, formatSteps } from './format-details.js';
import { formatLedger } from './format-ledger.js';
import type { RunReport } from './run-report.js';

/** What a status means, where the name does not say it. */
const meanings: Partial<Record<Run['status'], string>> = {
  queued: 'it was requested, and has not started',
  skipped: 'the content was loaded before: nothing to do',
  rehearsed: 'a dry run: nothing was loaded',
  failed: 'nothing was loaded',
  cancelled: 'nothing was loaded',
  abandoned: 'its process ended first; nothing was loaded',
};

/** Formats what is recorded about a run as lines of at most `width` characters, as far as they may be cut. */
export function formatRun(report: RunReport, width: number, hasAllMetrics: boolean): string {
  const { run, steps, metrics, rejects } = report;
  const sections = [
    formatFacts(run),
    run.errorMessage === null ? [] : [errorHead(run), `  ${escapeLines(errorOf(run))}`],
    formatLedger(run, width),
    formatSteps(steps, run, width),
    formatRejects(rejects, width),
    formatMetrics(metrics, hasAllMetrics, width),
    formatRelatives(run),
    nextSteps(report),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function formatFacts(run: Run): readonly string[] {
  const { status, pipelineName, pipelineVersion, jobName, target, loadMode, attempts } = run;
  const { deliveries } = run;
  const isBack = status === 'queued' && deliveries > 0;
  const meaning = isBack ? 'it waits for another delivery to a worker' : meanings[status];
  const facts = {
    job: `${jobName ?? pipelineName} (version ${pipelineVersion})`,
    status: meaning === undefined ? status : `${status}: ${meaning}`,
    into: `${target} by ${loadMode}${attempts > 1 ? ` in ${attempts} attempts` : ''}`,
    delivered:
      deliveries > 1 ? `${deliveries} times, because a worker failed, or was lost with it` : null,
    input: inputOf(run),
    requested: requestOf(run),
    started: status === 'queued' ? null : showTime(run.startedAt),
    took: run.durationMs === null ? null : showDuration(run.durationMs),
    paid: run.spend === null ? null : formatSpend(run.spend),
    cancel:
      run.cancelRequestedAt === null ? null : `requested at ${showTime(run.cancelRequestedAt)}`,
    process:
      status === 'running' && run.host !== null ? `${run.processId ?? '?'} on ${run.host}` : null,
    warnings: run.warnings === 0 ? null : String(run.warnings),
    lost:
      run.eventsLost === null || run.eventsLost === 0
        ? null
        : `${run.eventsLost} events could not be recorded`,
  };
  const lines = Object.entries(facts)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `  ${name.padEnd(9)}  ${escapeControls(value ?? '')}`);
  return [`Run ${escapeControls(run.executionId)}`, ...lines];
}

function inputOf({ inputFilePath, inputSizeBytes, inputSha256 }: Run): string | null {
  if (inputFilePath === null) return null;
  const details = [
    inputSizeBytes === null ? null : showBytes(inputSizeBytes),
    inputSha256 === null ? null : `sha256 ${inputSha256.slice(0, 12)}…`,
  ].filter((detail) => detail !== null);
  return details.length === 0 ? inputFilePath : `${inputFilePath} (${details.join(', ')})`;
}

function requestOf({ trigger, requestedBy, requestedAt }: Run): string | null {
  if (requestedAt === null) return null;
  const by = requestedBy === null ? '' : ` by ${requestedBy}`;
  return `${showTime(requestedAt)}${trigger === null ? '' : ` from ${trigger}`}${by}`;
}

/** A run that is delivered again keeps the error of the delivery before. */
function errorHead({ status }: Run): string {
  return status === 'queued' || status === 'running' ? 'Error of the last delivery' : 'Error';
}

function errorOf({ errorCode, errorMessage }: Run): string {
  const message = errorMessage ?? '';
  return errorCode === null || message.startsWith(`[${errorCode}]`)
    ? message
    : `[${errorCode}] ${message}`;
}

function formatRelatives({ parentExecutionId, trigger, children }: Run): readonly string[] {
  const lines = children.map(
    ({ executionId, status, trigger: reason, startedAt }) =>
      `  ${reason ?? 'run'} ${escapeControls(executionId)}: ${status} at ${showTime(startedAt)}`,
  );
  const parent =
    parentExecutionId === null
      ? []
      : [`  ${trigger === 'replay' ? 'replay of' : 'of'} ${escapeControls(parentExecutionId)}`];
  const related = [...parent, ...lines];
  return related.length === 0 ? [] : ['Repeats and replays', ...related];
}

function isOfQueue({ trigger }: Run): boolean {
  return trigger === 'queue' || trigger === 'schedule' || trigger === 'watch';
}

function nextSteps({ run, rejects }: RunReport): readonly string[] {
  const id = escapeControls(run.executionId);
  const open = rejects.reduce((sum, { unresolved }) => sum + unresolved, 0);
  if (open > 0) {
    return [
      `wdh rejects ${id}  lists the rejected rows`,
      // A run that failed has loaded nothing: its rows are loaded by a run of the whole input.
      ...(run.status === 'success'
        ? [`wdh replay ${id}   loads them again, after the job was corrected`]
        : []),
    ];
  }
  if (run.trigger === 'replay' && run.parentExecutionId !== null) {
    const replayed = escapeControls(run.parentExecutionId);
    return [`wdh rejects ${replayed} --open  lists the rows that stay in the run that it replayed`];
  }
  if (isOfQueue(run) && (run.status === 'failed' || run.status === 'abandoned')) {
    return [`wdh requeue ${id}  puts it back into the queue, after its cause is corrected`];
  }
  if (run.status === 'queued' || run.status === 'running') {
    return [`wdh show ${id} --follow  prints its events until it ends`];
  }
  return [];
}
