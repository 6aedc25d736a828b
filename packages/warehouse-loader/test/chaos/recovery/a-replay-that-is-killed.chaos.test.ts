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
import { expect, test } from 'vitest';
import { loadModes } from '../../warehouse/load-modes.js';
import { startProgram } from '../../warehouse/programs.js';
import { useReplays } from '../../warehouse/use-replays.js';
import { useWarehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const replays = useReplays(warehouse);
const count = 1_000;
const kills = 6;
const { seed = 0 } = fc.readConfigureGlobal();
const random = createRandom(seed);

const begin = onStatement(/^begin isolation/);
const resolve = onStatement(/set resolved_by/);
const moments: readonly (readonly [string, Trigger])[] = [
  ['before it reads the records', onStatement(/with wanted/)],
  ['before it begins', begin],
  ['after it has claimed the rows', oncePassed(onStatement(/pg_try_advisory_xact_lock/))],
  ['before it writes', onConnectionOf(begin, onClientMessage('d'))],
  ['after it has written new reasons', oncePassed(onStatement(/json_to_recordset.*as reason/s))],
  ['before it resolves rows', resolve],
  ['after it has resolved rows', oncePassed(resolve)],
  ['before it commits', onConnectionOf(begin, onStatement(/^commit/i))],
  ['after it has committed', onConnectionOf(begin, onReply('COMMIT'))],
];

/** Kills a replay at a moment; returns whether the moment came before its end. */
async function killAt(run: string, mode: string, moment: Trigger): Promise<boolean> {
  await using proxy = await NetworkProxy.start(warehouse.url);
  await using program = startProgram('replay-once', [proxy.url, run, mode]);
  const kill = proxy.inject(
    call(moment, () => {
      try {
        program.signal('SIGKILL');
      } catch (error) {
        if (!(error instanceof FaultNotInjectedError)) throw error;
      }
    }),
    { times: 1 },
  );
  const end = await program.end(60_000);
  const areGone = async () => (await warehouse.sessions()).length === 0;
  await untilTrue(areGone, 60_000, 'the end of the sessions of the killed process');
  return kill.firedCount > 0 && end.signal === 'SIGKILL';
}

/** Each row of the job is loaded once by a later replay, whenever the first one was killed. */
async function expectCompleted(run: string, mode: (typeof loadModes)[number]['mode']) {
  const open = await replays.expectAccounted(count);
  expect([500, 100]).toContain(open);
  await replays.replay(run, 2, mode);
  expect(await replays.expectAccounted(count)).toBe(100);
  await replays.replay(run, 3, mode);
  expect(await replays.expectAccounted(count)).toBe(0);
  return open;
}

test.each(moments)(
  'J01 a replay that is killed, %s: no rejected row is resolved without its row, and no row is loaded twice',
  async (name, moment) => {
    const { mode } = random.pick(loadModes);
    const run = await replays.load(count, mode);
    expect(await killAt(run, mode, moment), 'killed').toBe(true);
    const open = await expectCompleted(run, mode);
    // Killed after COMMIT, all of it is stored; before, nothing; just before, either.
    const possible = name.includes('committed') ? [100] : [500];
    expect(name === 'before it commits' ? [100, 500] : possible).toContain(open);
  },
);

/** The number of messages of a whole replay, whose outcome is the same as that of one that is killed. */
async function messagesOf(run: string, mode: string): Promise<number> {
  await using proxy = await NetworkProxy.start(warehouse.url);
  await using program = startProgram('replay-once', [proxy.url, run, mode]);
  let messages = 0;
  proxy.inject(
    call(
      () => 0,
      () => {
        messages += 1;
      },
    ),
  );
  expect(await program.end(60_000)).toMatchObject({ code: 0 });
  return messages;
}

test.each(loadModes)(
  'J01 a replay that is killed at any of its messages, by $mode: no rejected row is resolved without its row, and no row is loaded twice',
  { tags: ['full'], timeout: 300_000 },
  async ({ mode }) => {
    const messages = await messagesOf(await replays.load(count, mode), mode);
    let killed = 0;
    for (let kill = 0; kill < kills; kill += 1) {
      await replays.clear();
      const run = await replays.load(count, mode);
      // One moment in each part of the replay.
      const moment = 1 + Math.floor(((kill + random.integer(0, 99) / 100) / kills) * messages);
      const wasKilled = await killAt(
        run,
        mode,
        fromTime(moment, () => 0),
      );
      if (wasKilled) killed += 1;
      await expectCompleted(run, mode);
    }
    // The last messages are those of the end of the process.
    expect(killed, 'fault not injected').toBeGreaterThan(kills / 2);
  },
);
