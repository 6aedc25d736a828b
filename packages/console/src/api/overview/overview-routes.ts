import type { ListRunsOptions, Runs } from '@wdh/runs';
import * as v from 'valibot';
import type { ConsoleOptions } from '../../console-options.js';
import { readQuery, shortText } from '../../http/read-query.js';
import type { Route } from '../../http/route.js';
import { onWire } from '../../wire/on-wire.js';
import type { WireOverview } from '../../wire/overview.js';
import type { WireRunSummary } from '../../wire/runs.js';
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
  const { open, ended } = activity;
  const hasFailed = (ended.failed ?? 0) + (ended.abandoned ?? 0) > 0;
  // Most often, nothing waits and nothing has failed.
  const running = open.running > 0 ? await listOf(runs, { statuses: ['running'] }) : [];
  const queued = open.queued > 0 ? await listOf(runs, { statuses: ['queued'] }) : [];
  const failed = hasFailed
    ? await listOf(runs, { statuses: ['failed', 'abandoned'], order: 'ended', endedFrom })
    : [];
  return {
    ...onWire(activity),
    running,
    queued,
    failed,
    next: await nextTicks(options, nextTimes),
    queue: await depth.counts(),
  };
}

async function listOf(runs: Runs, options: ListRunsOptions): Promise<readonly WireRunSummary[]> {
  return onWire((await runs.listRuns({ ...options, limit })).items);
}
