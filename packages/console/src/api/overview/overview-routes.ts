import * as v from 'valibot';
import type { ConsoleOptions } from '../../console-options.js';
import { readQuery, shortText } from '../../http/read-query.js';
import type { Route } from '../../http/route.js';
import { onWire } from '../../wire/on-wire.js';
import type { WireOverview } from '../../wire/overview.js';
import { QueueDepth } from '../queue/queue-depth.js';
import { nextTicks } from '../queue/schedules.js';
import { RecentDays } from './recent-days.js';

const overviewQuery = v.object({ zone: v.optional(shortText) });

/** Most runs of each list. */
const limit = 20;

/** Next times of schedules. */
const nextTimes = 5;

/** Returns the route of the overview. */
export function overviewRoutes(options: ConsoleOptions): readonly Route[] {
  const days = new RecentDays(options.runs);
  const depth = new QueueDepth(options.queue);
  return [
    {
      method: 'GET',
      path: '/overview',
      role: 'viewer',
      answer: (context) => overview(options, days, depth, readQuery(context, overviewQuery).zone),
    },
  ];
}

async function overview(
  options: ConsoleOptions,
  days: RecentDays,
  depth: QueueDepth,
  zone = 'UTC',
): Promise<WireOverview> {
  const { runs } = options;
  const activity = await days.of(zone);
  const { sinceYesterday: endedFrom } = activity;
  const running = await runs.listRuns({ statuses: ['running'], limit });
  const queued = await runs.listRuns({ statuses: ['queued'], limit });
  const failed = await runs.listRuns({
    statuses: ['failed', 'abandoned'],
    order: 'ended',
    endedFrom,
    limit,
  });
  return {
    ...onWire(activity),
    running: onWire(running.items),
    queued: onWire(queued.items),
    failed: onWire(failed.items),
    next: await nextTicks(options, nextTimes),
    queue: await depth.counts(),
  };
}
