import type { WireRun } from '../../../../src/wire/runs.js';

/** What a page of a run says first: how it stands, and why. */
export interface RunOutcome {
  readonly tone: 'bad' | 'warning' | 'plain';
  readonly title: string;
  readonly text: string;
}

/**
 * Returns what a reader must know about a run before its figures; null if its status says all. The
 * error of a failed run is shown apart.
 */
export function outcomeOf({ run, checks }: Pick<WireRun, 'run' | 'checks'>): RunOutcome | null {
  switch (run.status) {
    case 'queued':
      return {
        tone: 'plain',
        title: 'It waits to be run',
        text: 'It starts as soon as a worker or this console has room for it.',
      };
    case 'running':
      return run.cancelRequestedAt === null
        ? null
        : {
            tone: 'warning',
            title: 'Its end is requested',
            text: 'It ends within seconds. Nothing of it is loaded.',
          };
    case 'failed':
      return {
        tone: 'bad',
        title: 'It failed',
        text: withoutCode(run.errorMessage, run.errorCode),
      };
    case 'abandoned':
      return {
        tone: 'bad',
        title: 'Its process ended without an outcome',
        text:
          run.errorMessage === null
            ? 'The process was killed, its machine stopped, or it lost the database. Nothing of it was loaded. Run it again.'
            : withoutCode(run.errorMessage, run.errorCode),
      };
    case 'cancelled':
      return {
        tone: 'warning',
        title: 'It was cancelled',
        text: 'Nothing of it was loaded. Run it again to load its input.',
      };
    case 'skipped':
      return {
        tone: 'plain',
        title: 'It was skipped',
        text: 'Its input is loaded already, so nothing was loaded again. Run it again with changes and force to load it anyway.',
      };
    case 'rehearsed':
      return {
        tone: 'plain',
        title: 'It was a dry run',
        text: 'It did everything but the commit. The table did not change.',
      };
    case 'success':
      return warningOf(run, checks);
  }
}

function warningOf(run: WireRun['run'], checks: WireRun['checks']): RunOutcome | null {
  const failed = checks.filter(({ hasPassed }) => hasPassed === false);
  if (failed.length > 0) {
    const names = failed.map(({ name }) => name).join(', ');
    const word = failed.length === 1 ? 'a check' : `${failed.length} checks`;
    return { tone: 'warning', title: `It loaded its rows, but ${word} failed`, text: names };
  }
  if (run.rows?.read === 0) {
    return {
      tone: 'warning',
      title: 'It read no rows',
      text: 'The input has no records. Check that it is the right one.',
    };
  }
  if (run.warnings > 0) {
    return {
      tone: 'warning',
      title: 'It loaded its rows with warnings',
      text: 'The log shows them.',
    };
  }
  return null;
}

/** Returns a message without its code in brackets and its pipeline, which are shown apart. */
export function withoutCode(message: string | null, code: string | null): string {
  if (message === null) return 'No reason was recorded. The log may say more.';
  const prefix = `[${code ?? ''}] `;
  const text = message.startsWith(prefix) ? message.slice(prefix.length) : message;
  // The pipeline that a recorded message names is that of the page.
  return text.replace(/ \| Domain: [^|]*$/u, '');
}
