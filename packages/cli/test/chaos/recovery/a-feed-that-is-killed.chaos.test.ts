import {
  call,
  createRandom,
  FaultNotInjectedError,
  fromTime,
  NetworkProxy,
  onClientMessage,
  onConnectionOf,
  oncePassed,
  onReply,
  onStatement,
  type Trigger,
  untilTrue,
} from '@wdh/fault-injection';
import fc from 'fast-check';
import { expect, inject, test } from 'vitest';
import { writeCaptureProject } from '../../support/capture-project.js';
import { startCapture } from '../../support/start-capture.js';
import { TickServer } from '../../support/tick-server.js';
import { openWorkplace } from '../../support/workplace.js';

const { seed = 0 } = fc.readConfigureGlobal();
const random = createRandom(seed);
const soonMs = 60_000;

const begin = onStatement(/^begin isolation/);
const moments: readonly (readonly [string, Trigger])[] = [
  ['before the database is prepared', () => 0],
  ['before a load begins', begin],
  ['before it writes', onConnectionOf(begin, onClientMessage('d'))],
  ['before it commits', onConnectionOf(begin, onStatement(/^commit/i))],
  ['before it receives the reply to COMMIT', onConnectionOf(begin, onReply('COMMIT'))],
  ['after it has committed', oncePassed(onConnectionOf(begin, onReply('COMMIT')))],
  ['in the second load', fromTime(2, begin)],
];

/** Kills a capture at a moment of its loads, lets another one follow, and compares messages and rows. */
async function expectOnceAfterKill(moment: Trigger): Promise<void> {
  await using server = await TickServer.start({ perSecond: 1_000 });
  await using place = await openWorkplace(inject('serverUrl'));
  const project = await writeCaptureProject(place, server.url);
  await using proxy = await NetworkProxy.start(place.databaseUrl);
  await using killed = startCapture({ ...place, databaseUrl: proxy.url }, '--quiet');
  const kill = proxy.inject(
    call(moment, () => {
      try {
        killed.signal('SIGKILL');
      } catch (error) {
        if (!(error instanceof FaultNotInjectedError)) throw error;
      }
    }),
    { times: 1 },
  );
  expect(await killed.end(soonMs)).toMatchObject({ signal: 'SIGKILL' });
  kill.expectFired();
  const parts = ['open', 'closed', 'loaded'] as const;
  const kept = (await Promise.all(parts.map((part) => project.segments(part)))).flat();

  await using next = startCapture(place, '--quiet', '--json');
  const begun = server.sent;
  await untilTrue(() => server.sent > begun + 100, soonMs, 'more messages');
  next.signal('SIGTERM');
  const { code, stdout } = await next.end(soonMs);
  expect({ code, stdout }).toMatchObject({ code: 0 });

  const rows = await project.rows();
  const lines = await project.segments('loaded');
  expect(rows).toEqual([...new Set(lines)].toSorted((one, two) => one - two));
  // A message is on one line of one segment.
  expect(lines.length).toBe(rows.length);
  expect(rows).toEqual(expect.arrayContaining(kept));
  for (const part of ['open', 'closed', 'failed'] as const) {
    expect(await project.segments(part)).toEqual([]);
  }
}

test(
  'T02 a feed that is killed at a moment of a load: every acknowledged message is in the table once',
  { timeout: 180_000 },
  async () => {
    await expectOnceAfterKill(random.pick(moments)[1]);
  },
);

test.for(moments)(
  'T02 a feed that is killed %s: every acknowledged message is in the table once',
  { tags: ['full'], timeout: 180_000 },
  async ([, moment]) => {
    await expectOnceAfterKill(moment);
  },
);
