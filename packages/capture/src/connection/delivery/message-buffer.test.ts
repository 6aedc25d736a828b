import { expect, test } from 'vitest';
import { MessageBuffer } from './message-buffer.js';

/** A buffer whose consumer finishes a batch only when the test lets it. */
function heldBuffer(limits: { readonly maxMessages?: number; readonly maxBytes?: number } = {}) {
  const batches: (readonly string[])[] = [];
  const events: string[] = [];
  const finish: ((error?: Error) => void)[] = [];
  const buffer = new MessageBuffer({
    maxMessages: 1_000,
    maxBytes: 1_000_000,
    ...limits,
    deliver: (messages) => {
      batches.push(messages);
      return new Promise((resolve, reject) => {
        finish.push((error) => (error === undefined ? resolve() : reject(error)));
      });
    },
    onFull: () => events.push('full'),
    onRoom: () => events.push('room'),
    onFailure: (error) => events.push(String(error)),
  });
  return { buffer, batches, events, finish };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('what arrives in one turn is delivered at once, and what arrives meanwhile after it', async () => {
  const { buffer, batches, finish } = heldBuffer();
  buffer.add('1', 1);
  buffer.add('2', 1);
  await turn();
  buffer.add('3', 1);
  buffer.add('4', 1);
  await turn();
  expect(batches).toEqual([['1', '2']]);
  finish[0]?.();
  await turn();
  expect(batches).toEqual([
    ['1', '2'],
    ['3', '4'],
  ]);
  finish[1]?.();
  await buffer.drained();
  expect(buffer).toMatchObject({ messages: 0, bytes: 0 });
});

test.each([
  ['messages', { maxMessages: 4 }],
  ['bytes', { maxBytes: 40 }],
])('a limit of %s is reached and left once, at the half', async (_, limits) => {
  const { buffer, events, finish } = heldBuffer(limits);
  buffer.add('1', 10);
  buffer.add('2', 10);
  await turn();
  buffer.add('3', 10);
  expect(events).toEqual([]);
  buffer.add('4', 10);
  buffer.add('5', 10);
  expect(events).toEqual(['full']);
  expect(buffer).toMatchObject({ messages: 5, bytes: 50, isFull: true });
  finish[0]?.();
  await turn();
  expect(events).toEqual(['full']);
  finish[1]?.();
  await buffer.drained();
  expect(events).toEqual(['full', 'room']);
});

test('an exception of the consumer is reported once, and later messages are discarded', async () => {
  const { buffer, batches, events, finish } = heldBuffer();
  buffer.add('1', 1);
  await turn();
  buffer.add('2', 1);
  finish[0]?.(new Error('the disk is full'));
  await buffer.drained();
  buffer.add('3', 1);
  await buffer.drained();
  expect(batches).toEqual([['1']]);
  expect(events).toEqual(['Error: the disk is full']);
});

test('a consumer that throws is reported as well', async () => {
  const failures: unknown[] = [];
  const buffer = new MessageBuffer({
    maxMessages: 1,
    maxBytes: 1,
    deliver: () => {
      throw new Error('at once');
    },
    onFull: () => undefined,
    onRoom: () => undefined,
    onFailure: (error) => failures.push(error),
  });
  buffer.add('1', 1);
  await buffer.drained();
  expect(failures).toEqual([new Error('at once')]);
});
