import * as v from 'valibot';
import { readQuery, shortText } from '../../http/read-query.js';
import type { Route } from '../../http/route.js';
import { onWire } from '../../wire/on-wire.js';
import type { WireQueue } from '../../wire/queue.js';
import type { ActionParts } from '../actions/action-parts.js';
import { launcherOf } from '../actions/find-job.js';
import { partitionKey, readBody, uuid } from '../actions/read-body.js';
import { backfill } from './backfill.js';
import { findPartitionedJob, showPartitions } from './partitions.js';
import { queueOf } from './queue-of.js';
import { findSchedule, listSchedules, showSchedule } from './schedules.js';
import { listWatches } from './watches.js';

const rangeQuery = v.object({ from: v.optional(shortText), to: v.optional(shortText) });

const backfillBody = v.strictObject({
  key: uuid,
  from: partitionKey,
  to: partitionKey,
  onlyMissing: v.boolean('must be true or false'),
  force: v.boolean('must be true or false'),
});

/** Returns the routes of queue, schedules, watched folders and partitions. */
export function queueRoutes(parts: ActionParts): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/queue',
      role: 'viewer',
      answer: async (): Promise<WireQueue> => onWire(await (await queueOf(parts)).queue.status()),
    },
    {
      method: 'GET',
      path: '/schedules',
      role: 'viewer',
      answer: async () => ({ schedules: await listSchedules(parts) }),
    },
    pauseRoute(parts, 'pause'),
    pauseRoute(parts, 'resume'),
    {
      method: 'GET',
      path: '/watches',
      role: 'viewer',
      answer: async () => ({ watches: await listWatches(parts) }),
    },
    {
      method: 'GET',
      path: '/jobs/:job/partitions',
      role: 'viewer',
      answer: (context) => {
        const found = findPartitionedJob(parts, context.req.param('job') ?? '');
        return showPartitions(parts, found, readQuery(context, rangeQuery));
      },
    },
    {
      method: 'POST',
      path: '/jobs/:job/backfill',
      role: 'operator',
      answer: async (context) => {
        const found = findPartitionedJob(parts, context.req.param('job') ?? '');
        const launcher = launcherOf(parts);
        const body = await readBody(context, backfillBody);
        const visitor = context.get('visitor');
        const { from, to, onlyMissing, force } = body;
        const details = { from, to, onlyMissing, force };
        await parts.audit(visitor, 'job.backfill', { job: found.job.name, details });
        return backfill(parts, launcher, found, { ...body, requestedBy: visitor.user });
      },
    },
  ];
}

function pauseRoute(parts: ActionParts, verb: 'pause' | 'resume'): Route {
  return {
    method: 'POST',
    path: `/schedules/:schedule/${verb}`,
    role: 'operator',
    answer: async (context) => {
      const { queue, functions } = await queueOf(parts);
      const schedule = findSchedule(parts, context.req.param('schedule') ?? '');
      const visitor = context.get('visitor');
      await parts.audit(visitor, `schedule.${verb}`, {
        job: schedule.job.name,
        details: { schedule: schedule.name },
      });
      if (verb === 'pause') await functions.pauseSchedule(queue.pool, schedule, visitor.user);
      else await functions.resumeSchedule(queue.pool, schedule);
      return showSchedule(parts, schedule.name);
    },
  };
}
