import type { WireOverview } from '../../../src/wire/overview.js';
import { formatQuantity } from '../../formats/format-quantity.js';
import type { NoticeKind } from '../../parts/notice/notice.js';
import { nameOf } from '../../parts/text/run-link.js';

/** Whether everything is all right, in a sentence. */
export interface Verdict {
  readonly kind: NoticeKind;
  readonly title: string;
  readonly detail: string;
}

/** Judges the overview: the worst that is so comes first. */
export function judge(overview: WireOverview): Verdict {
  const { failed, queue, open, ended } = overview;
  const endedCount = Object.values(ended).reduce((sum, count) => sum + count, 0);
  const now = `Running now: ${formatQuantity(open.running)}. Waiting: ${waitingOf(overview)}.`;
  if (queue !== null && queue.workers === 0 && queue.ready + queue.delayed > 0) {
    return {
      kind: 'danger',
      title: `${runs(queue.ready + queue.delayed)} in the queue, and no worker is there`,
      detail: 'Start a worker: wdh worker. The runs wait for it and are not lost.',
    };
  }
  const failures = (ended.failed ?? 0) + (ended.abandoned ?? 0);
  if (failures > 0) {
    return {
      kind: 'danger',
      title: `${runs(failures)} failed since yesterday`,
      detail: `${namesOf(failed.map(nameOf))} See below why. ${now}`,
    };
  }
  if (queue !== null && queue.dead > 0) {
    return {
      kind: 'warning',
      title: `${runs(queue.dead)} in the queue failed too often`,
      detail: `The queue does not try them again: see the failed runs. ${now}`,
    };
  }
  const hasHistory = overview.days.some(({ succeeded, failed: lost }) => succeeded + lost > 0);
  if (endedCount + open.running + open.queued === 0 && !hasHistory) {
    return {
      kind: 'empty',
      title: 'Nothing has run yet',
      detail: 'Launch a job from its page, or run one from the command line: wdh run JOB.',
    };
  }
  return {
    kind: 'success',
    title: 'Everything is all right',
    detail: `${runs(endedCount)} ended since yesterday, and none failed. ${now}`,
  };
}

function waitingOf({ open, queue }: WireOverview): string {
  return formatQuantity(queue === null ? open.queued : queue.ready + queue.delayed);
}

function runs(count: number): string {
  return `${formatQuantity(count)} ${count === 1 ? 'run' : 'runs'}`;
}

/** Returns a sentence with up to three names, each once; empty without names. */
function namesOf(names: readonly string[]): string {
  const once = [...new Set(names)];
  if (once.length === 0) return '';
  const shown = once.slice(0, 3).join(', ');
  return once.length > 3 ? `${shown} and ${once.length - 3} more.` : `${shown}.`;
}
