import type {
  WireCancelled,
  WireLaunched,
  WireReplay,
  WireRerun,
  WireRerunSelection,
} from '../../../../src/wire/actions.js';
import { apiPath } from '../../../api/api-path.js';
import { send } from '../../../api/send.js';
import type { RunActionName } from './run-actions.js';

/** The result of an action: the run that it started, or why it did nothing. */
export interface ActionOutcome {
  /** Null: it started none. */
  readonly run: string | null;
  /** For people; null: it was done. */
  readonly refusal: string | null;
}

/**
 * Sends an action for a run.
 *
 * @param key - A UUID: the same action with it, sent again, does nothing more.
 * @throws {@link ApiProblem}
 */
export async function sendAction(
  name: RunActionName,
  executionId: string,
  key: string,
): Promise<ActionOutcome> {
  switch (name) {
    case 'rerun':
    case 'dryRun': {
      const dryRun = name === 'dryRun' ? { dryRun: true } : {};
      const body: WireRerunSelection = { runs: [executionId], key, ...dryRun };
      const { results } = await send<WireRerun>('POST', '/runs/rerun', body);
      return launchedOf(results[0]);
    }
    case 'replay': {
      const body: WireReplay = { executionId: key };
      const path = apiPath`/runs/${executionId}/replay`;
      return launchedOf(await send<WireLaunched>('POST', path, body));
    }
    case 'cancel': {
      const { results } = await send<WireCancelled>('POST', '/runs/cancel', {
        runs: [executionId],
      });
      const had = results[0]?.isRequested === false ? 'The run had ended before.' : null;
      return { run: null, refusal: had };
    }
    case 'change':
      return { run: null, refusal: null };
  }
}

function launchedOf(launched: WireLaunched | undefined): ActionOutcome {
  if (launched === undefined) return { run: null, refusal: 'The server did not answer for it.' };
  if (launched.outcome !== 'refused') return { run: launched.executionId, refusal: null };
  return { run: null, refusal: launched.reason ?? 'The server gave no reason.' };
}
