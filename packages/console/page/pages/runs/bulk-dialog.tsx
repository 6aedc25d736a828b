import { useRef, useState } from 'preact/hooks';
import type { WireCancelled, WireRerun } from '../../../src/wire/actions.js';
import type { WireRunSummary } from '../../../src/wire/runs.js';
import { runAddress } from '../../address/addresses.js';
import type { ApiProblem } from '../../api/api-problem.js';
import { newId } from '../../api/new-id.js';
import { asProblem, send } from '../../api/send.js';
import { Dialog } from '../../parts/dialog/dialog.js';
import { Button } from '../../parts/form/button.js';
import { Problem } from '../../parts/notice/problem.js';
import { RunLink } from '../../parts/text/run-link.js';
import { StatusBadge, statusWords } from '../../parts/text/status-badge.js';

/** What is done with several runs. */
export type BulkAction = 'rerun' | 'cancel';

/** The result for one run. */
interface Result {
  readonly text: string;
  /** The run that was launched. */
  readonly launched?: string | undefined;
}

const texts = {
  rerun: {
    title: 'Run again',
    question: 'Each of these runs is launched again with its request and its input.',
    action: 'Run again',
  },
  cancel: {
    title: 'Cancel runs',
    question: 'These runs are asked to end. What they have not committed is rolled back.',
    action: 'Cancel them',
  },
} as const;

/** Asks before several runs are repeated or cancelled, and shows the result of each. */
export function BulkDialog({
  action,
  runs,
  onClose,
}: {
  readonly action: BulkAction;
  readonly runs: readonly WireRunSummary[];
  readonly onClose: (isDone: boolean) => void;
}) {
  // The same key, however often it is sent: each run is repeated once.
  const key = useRef(newId());
  // The list may change while the dialog is open; what was chosen does not.
  const [chosen] = useState(runs);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [results, setResults] = useState<ReadonlyMap<string, Result> | null>(null);
  const { title, question, action: word } = texts[action];
  const act = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    const ids = chosen.map(({ executionId }) => executionId);
    try {
      setResults(await (action === 'cancel' ? cancel(ids) : repeat(ids, key.current)));
    } catch (error) {
      setProblem(asProblem(error));
    }
    setBusy(false);
  };
  return (
    <Dialog
      title={title}
      onClose={() => {
        onClose(results !== null);
      }}
      actions={
        results === null ? (
          <Button
            kind={action === 'cancel' ? 'danger' : 'main'}
            isBusy={isBusy}
            onClick={() => void act()}
          >
            {word}
          </Button>
        ) : (
          <Button
            kind="main"
            onClick={() => {
              onClose(true);
            }}
          >
            Done
          </Button>
        )
      }
    >
      <p role="status">{results === null ? question : `${results.size} runs were asked.`}</p>
      {problem === null ? null : <Problem problem={problem} />}
      <ul class="bulk">
        {chosen.map((run) => {
          const result = results?.get(run.executionId);
          return (
            <li key={run.executionId}>
              <StatusBadge status={run.status} />
              <RunLink run={run} />
              {result === undefined ? null : (
                <span class="bulk__result">
                  {result.launched === undefined ? (
                    result.text
                  ) : (
                    <a href={runAddress(result.launched)}>{result.text}</a>
                  )}
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}

async function cancel(runs: readonly string[]): Promise<ReadonlyMap<string, Result>> {
  const { results } = await send<WireCancelled>('POST', '/runs/cancel', { runs });
  return new Map(
    results.map(({ executionId, status, isRequested }) => [
      executionId,
      { text: cancelText(status, isRequested) },
    ]),
  );
}

function cancelText(
  status: WireCancelled['results'][number]['status'],
  isRequested: boolean,
): string {
  if (status === null) return 'There is no such run any more';
  if (status === 'cancelled') return 'Cancelled';
  return isRequested ? 'Its end is requested' : `It had ended: ${statusWords[status]}`;
}

async function repeat(runs: readonly string[], key: string): Promise<ReadonlyMap<string, Result>> {
  const { results } = await send<WireRerun>('POST', '/runs/rerun', { runs, key });
  return new Map(
    results.map(({ repeats, outcome, executionId, reason }) => [
      repeats,
      outcome === 'refused'
        ? { text: reason ?? 'It cannot be run again' }
        : { text: 'Launched', launched: executionId },
    ]),
  );
}
