import { endStatuses, openStatuses, runTriggers } from '@wdh/runs';
import * as v from 'valibot';
import type { ConsoleOptions } from '../../console-options.js';
import { instant, readQuery, shortText, wholeNumber, wordsOf } from '../../http/read-query.js';
import type { Route } from '../../http/route.js';

const orders = ['started', 'ended', 'duration', 'read', 'loaded', 'rejected'] as const;

const listQuery = v.object({
  job: v.optional(shortText),
  status: v.optional(wordsOf([...openStatuses, ...endStatuses])),
  trigger: v.optional(wordsOf(runTriggers)),
  from: v.optional(instant),
  before: v.optional(instant),
  text: v.optional(shortText),
  partition: v.optional(shortText),
  schedule: v.optional(shortText),
  sort: v.optional(v.picklist(orders, `must be one of ${orders.join(', ')}`)),
  order: v.optional(v.picklist(['asc', 'desc'], 'must be asc or desc')),
  limit: v.optional(wholeNumber(1, 200)),
  cursor: v.optional(v.pipe(v.string(), v.maxLength(1000, 'is too long'))),
});

/** Returns the routes of runs. */
export function runRoutes({ runs }: ConsoleOptions): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/runs',
      role: 'viewer',
      answer: (context) => {
        const { status, trigger, from, before, sort, order, ...same } = readQuery(
          context,
          listQuery,
        );
        return runs.listRuns({
          ...same,
          statuses: status,
          triggers: trigger,
          startedFrom: from,
          startedBefore: before,
          order: sort,
          isAscending: order === 'asc',
          withoutValue: 'last',
        });
      },
    },
  ];
}
