import type { RejectedRow } from '@wdh/pipeline-core';
import { batchOf, rejectedRowOf } from '@wdh/pipeline-core/testing';
import { expect, it } from 'vitest';
import { type RowEncoder, RowRefusal } from '../values/row-encoder.js';
import { CopyRange } from './copied/copy-range.js';
import { ScreenedWriter } from './screened-writer.js';

const rangeRows = 2_048;

/** An encoder that refuses every thousandth row. */
const encoder = {
  encode: ({ id }: { readonly id: number }, range: CopyRange) => {
    if (id % 1_000 === 0) throw new RowRefusal('id', 'ODD', 'a thousand');
    range.addText(String(id));
  },
} as unknown as RowEncoder; // a class with private fields: nothing else has its type

/** A server that takes a range when the test lets it, and refuses the last row of each. */
function heldServer(judged = Promise.resolve()) {
  const waiting: (() => void)[] = [];
  const server = { begun: 0, taken: 0, running: 0, mostAtOnce: 0, fails: false };
  const rows = {
    begin: () => {
      server.begun += 1;
      return new CopyRange(false);
    },
    take: async (range: CopyRange): Promise<readonly RejectedRow[]> => {
      server.running += 1;
      server.mostAtOnce = Math.max(server.mostAtOnce, server.running);
      await new Promise<void>((resolve) => waiting.push(resolve));
      server.running -= 1;
      server.taken += 1;
      if (server.fails) throw new Error('lost');
      const { rowNumber } = range.originOf(range.rows - 1);
      return [rejectedRowOf({ rowNumber, code: 'SERVER' })];
    },
    handedOver: () => Promise.resolve(),
    judged: () => (server.running > 0 ? judged : Promise.resolve()),
    settle: () => Promise.resolve(),
    copied: () => server.taken,
  };
  const goOn = (): void => {
    for (const resolve of waiting.splice(0)) resolve();
  };
  return { server, rows, goOn };
}

function writerTo(
  rows: ReturnType<typeof heldServer>['rows'],
  onRefused: ConstructorParameters<typeof ScreenedWriter>[2],
) {
  return new ScreenedWriter(encoder, rows, onRefused, 0);
}

const rowsOf = (count: number) => Array.from({ length: count }, (_, index) => ({ id: index + 1 }));

/** Lets the server go on whenever it waits, until the work is done. */
async function finished<Value>(work: Promise<Value>, goOn: () => void): Promise<Value> {
  const state = { isDone: false };
  const end = (): void => {
    state.isDone = true;
  };
  work.then(end, end);
  while (!state.isDone) {
    goOn();
    await new Promise(setImmediate);
  }
  return work;
}

it('encodes one range ahead of a server that has not judged the one before', async () => {
  const { server, rows } = heldServer(new Promise(() => undefined));
  const writer = writerTo(rows, () => Promise.resolve());
  void writer.write(batchOf(rowsOf(20 * rangeRows)));
  for (let turn = 0; turn < 100; turn++) await new Promise(setImmediate);
  expect(server).toMatchObject({ begun: 2, running: 1 });
});

it('encodes up to four ranges while refused rows of the first are searched', async () => {
  const { server, rows, goOn } = heldServer();
  const writer = writerTo(rows, () => Promise.resolve());
  const writing = writer.write(batchOf(rowsOf(20 * rangeRows)));
  for (let turn = 0; turn < 100; turn++) await new Promise(setImmediate);
  // Four are handed over, and the fifth is full.
  expect(server).toMatchObject({ begun: 5, taken: 0, mostAtOnce: 1 });
  expect(await finished(writing, goOn)).toBe(20 * rangeRows);
  await finished(writer.finish(), goOn);
  expect(server).toMatchObject({ mostAtOnce: 1 });
});

it('passes on refused rows in the order of their ranges', async () => {
  const { rows, goOn } = heldServer();
  const passed: (number | null)[] = [];
  const writer = writerTo(rows, (rejected) => {
    passed.push(...rejected.map(({ rowNumber }) => rowNumber));
    return Promise.resolve();
  });
  await finished(writer.write(batchOf(rowsOf(4 * rangeRows + 10))), goOn);
  await finished(writer.finish(), goOn);
  expect(passed).toEqual([
    ...[1_000, 2_000, 2_048],
    ...[3_000, 4_000, 4_096],
    ...[5_000, 6_000, 6_144],
    ...[7_000, 8_000, 8_192],
    4 * rangeRows + 10,
  ]);
});

it('waits for every range before it frees the connection, also for a refused row', async () => {
  const { server, rows, goOn } = heldServer();
  const running: number[] = [];
  const writer = writerTo(rows, async (_, freeConnection) => {
    await freeConnection();
    for (let turn = 0; turn < 3; turn++) {
      running.push(server.running);
      await new Promise(setImmediate);
    }
  });
  await finished(writer.write(batchOf(rowsOf(3 * rangeRows))), goOn);
  await finished(writer.finish(), goOn);
  expect(new Set(running)).toEqual(new Set([0]));
  expect(server.taken).toBe(3);
});

it('throws the error of a range, and takes none of those that waited for it', async () => {
  const { server, rows, goOn } = heldServer();
  const writer = writerTo(rows, () => Promise.resolve());
  server.fails = true;
  const writing = writer.write(batchOf(rowsOf(10 * rangeRows))).then(() => writer.finish());
  await expect(finished(writing, goOn)).rejects.toThrow('lost');
  expect(server.taken).toBe(1);
});
