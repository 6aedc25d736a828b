import type { WireRun } from '../../../../src/wire/runs.js';

/** What a reader can do with a run. */
export type RunActionName = 'rerun' | 'change' | 'dryRun' | 'replay' | 'cancel';

/** An action, and why it cannot be used now. */
export interface RunAction {
  readonly name: RunActionName;
  readonly label: string;
  /** For people; null: it can be used. */
  readonly obstacle: string | null;
}

/** What is asked before an action, and the request that it sends. */
export interface RunActionQuestion {
  readonly title: string;
  readonly text: string;
  /** Text of the button that does it. */
  readonly confirm: string;
}

const open: readonly string[] = ['queued', 'running'];

/** Returns the actions that a page of a run offers, in the order of its buttons. */
export function runActions(
  { run, isRepeatable, openRejects }: Pick<WireRun, 'run' | 'isRepeatable' | 'openRejects'>,
  isOperator: boolean,
): readonly RunAction[] {
  const needsRole = isOperator ? null : 'It needs the role operator.';
  if (open.includes(run.status)) {
    const isRequested = run.cancelRequestedAt === null ? null : 'Its end is requested already.';
    return [{ name: 'cancel', label: 'Cancel', obstacle: needsRole ?? isRequested }];
  }
  const notRegistered = isRepeatable ? null : obstacleOf(run.jobName);
  const again = needsRole ?? notRegistered;
  return [
    { name: 'rerun', label: 'Run again', obstacle: again },
    { name: 'change', label: 'Run again with changes', obstacle: again },
    { name: 'dryRun', label: 'Dry run', obstacle: again },
    ...(openRejects === null
      ? []
      : [
          {
            name: 'replay',
            label: 'Replay rejected rows',
            obstacle: again ?? replayObstacle(run.status, openRejects),
          } as const,
        ]),
  ];
}

/** Only what a run has loaded can be completed. */
function replayObstacle(status: WireRun['run']['status'], openRejects: number): string | null {
  if (status !== 'success')
    return 'It loaded nothing, so there is nothing to complete by a replay.';
  return openRejects === 0 ? 'All its rejected rows are repaired.' : null;
}

function obstacleOf(job: string | null): string {
  return job === null
    ? 'It was started without a job: run it again by the program that started it.'
    : `The job ${job} is not registered in this project.`;
}

/** Returns what a dialog asks before an action; null for one that changes nothing by itself. */
export function questionOf(
  name: RunActionName,
  { run, openRejects }: Pick<WireRun, 'run' | 'openRejects'>,
  show: (rows: number) => string,
): RunActionQuestion | null {
  const input = run.inputFilePath === null ? 'its input' : `the same input`;
  switch (name) {
    case 'rerun':
      return {
        title: `Run ${run.jobName ?? run.pipelineName} again?`,
        text: `A new run reads ${input} with the same request, and loads into ${run.target}. ${
          run.status === 'success'
            ? 'Input that is loaded already is skipped, unless it is forced.'
            : ''
        }`.trim(),
        confirm: 'Run again',
      };
    case 'dryRun':
      return {
        title: `Start a dry run of ${run.jobName ?? run.pipelineName}?`,
        text: `A new run reads ${input} with the same request and does everything but the commit. ${run.target} does not change.`,
        confirm: 'Start the dry run',
      };
    case 'replay':
      return {
        title: `Replay ${show(openRejects ?? 0)} rejected ${openRejects === 1 ? 'row' : 'rows'}?`,
        text: `A new run reads the stored records of the rejected rows with the present version of the job, and loads those that fit into ${run.target}. Rows that load are marked as repaired.`,
        confirm: 'Replay',
      };
    case 'cancel':
      return {
        title: 'Cancel this run?',
        text:
          run.status === 'queued'
            ? 'It waits, and ends at once. Nothing of it is loaded.'
            : 'It ends within seconds. Nothing of it is loaded.',
        confirm: 'Cancel the run',
      };
    case 'change':
      return null;
  }
}
