import { WdhError } from '@wdh/pipeline-core';
import * as v from 'valibot';
import type { ConsoleOptions } from '../../console-options.js';
import { instant, readQuery, shortText, wholeNumber } from '../../http/read-query.js';
import type { Route } from '../../http/route.js';
import type { WireCheckHistory, WireMetricHistory } from '../../wire/jobs.js';
import { onWire } from '../../wire/on-wire.js';
import type { WireRunMetrics } from '../../wire/runs.js';

const historyQuery = v.object({
  metric: v.pipe(v.string('must be the name of a figure'), v.maxLength(200)),
  column: v.optional(shortText),
  runs: v.optional(wholeNumber(1, 1000)),
  from: v.optional(instant),
  before: v.optional(instant),
});

const checksQuery = v.object({ runs: v.optional(wholeNumber(1, 1000)) });

/** Returns the routes of the quality of data. */
export function qualityRoutes({ runs }: ConsoleOptions): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/runs/:run/metrics',
      role: 'viewer',
      answer: async ({ req }): Promise<WireRunMetrics> => {
        const found = await runs.comparedMetrics(req.param('run') ?? '');
        if (found === null) throw runNotFound();
        return onWire(found);
      },
    },
    {
      method: 'GET',
      path: '/jobs/:job/metrics',
      role: 'viewer',
      answer: async (context): Promise<WireMetricHistory> => {
        const { from, before, runs: most = 100, ...which } = readQuery(context, historyQuery);
        const found = await runs.metricsOf({
          ...which,
          job: context.req.param('job') ?? '',
          runs: most,
          startedFrom: from,
          startedBefore: before,
        });
        const points = found.map(({ column: _, metric: __, ...point }) => onWire(point));
        return { points };
      },
    },
    {
      method: 'GET',
      path: '/jobs/:job/checks',
      role: 'viewer',
      answer: async (context): Promise<WireCheckHistory> => {
        const { runs: most = 50 } = readQuery(context, checksQuery);
        const job = context.req.param('job') ?? '';
        return { checks: onWire(await runs.checksOf({ job, runs: most })) };
      },
    },
  ];
}

function runNotFound(): WdhError {
  return new WdhError('There is no run with this id. Its record may have been deleted.', {
    code: 'RUN_NOT_FOUND',
    category: 'usage',
  });
}
