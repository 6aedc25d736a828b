import type { EarlierEventsPage } from '@wdh/runs';
import type { Context } from 'hono';
import type { ConsoleParts } from '../../console-parts.js';
import { readQuery } from '../../http/read-query.js';
import type { ConsoleEnv, Route } from '../../http/route.js';
import type { EventStream } from '../../live/streams/event-stream.js';
import { logPage, logStream } from './log-query.js';

/** Returns the routes of logs and live views. */
export function eventRoutes({ runs, live }: ConsoleParts): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/runs/:run/events',
      role: 'viewer',
      answer: async (context): Promise<EarlierEventsPage> => {
        const { after = 0, before, ...filter } = readQuery(context, logPage);
        if (before !== undefined) return runs.eventsBefore(idOf(context), { ...filter, before });
        const page = await runs.eventsOf(idOf(context), { ...filter, after });
        return { ...page, before: after + 1, hasEarlier: after > 0 };
      },
    },
    {
      method: 'GET',
      path: '/runs/:run/stream',
      role: 'viewer',
      answer: async (context) => {
        const { after = 0, ...filter } = readQuery(context, logStream);
        const options = { after: resumedFrom(context) ?? after, filter };
        return streamed(context, () =>
          live.openRun(context.get('visitor').sessionId, idOf(context), options),
        );
      },
    },
    {
      method: 'GET',
      path: '/stream',
      role: 'viewer',
      answer: (context) => {
        const isResumed = resumedFrom(context) !== null;
        return streamed(context, () => live.openList(context.get('visitor').sessionId, isResumed));
      },
    },
  ];
}

function idOf({ req }: Context<ConsoleEnv>): string {
  return req.param('run') ?? '';
}

/** Returns the last event that the browser received; null on its first request. */
function resumedFrom({ req }: Context<ConsoleEnv>): number | null {
  const id = req.header('last-event-id') ?? '';
  return /^\d{1,9}$/u.test(id) ? Number(id) : null;
}

async function streamed(
  { req }: Context<ConsoleEnv>,
  open: () => EventStream | Promise<EventStream>,
): Promise<Response> {
  const headers = {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // Without it, nginx collects the events.
    'x-accel-buffering': 'no',
  };
  // The body of an answer to HEAD is not read, and would hold its stream for ever.
  const body = req.raw.method === 'HEAD' ? null : (await open()).body;
  return new Response(body, { headers });
}
