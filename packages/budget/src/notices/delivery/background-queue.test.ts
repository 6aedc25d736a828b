import { expect, test } from 'vitest';
import { BackgroundQueue } from './background-queue.js';

/** Tasks that run until they are ended by the test. */
function heldTasks() {
  const started: string[] = [];
  const ends = new Map<string, () => void>();
  const task = (name: string) => (): Promise<void> => {
    started.push(name);
    return new Promise((resolve) => ends.set(name, resolve));
  };
  return { started, task, end: (name: string) => ends.get(name)?.() };
}

test('a few tasks run at the same time, and the others in order', async () => {
  const queue = new BackgroundQueue(2, 10);
  const { started, task, end } = heldTasks();
  for (const name of ['a', 'b', 'c', 'd']) expect(queue.add(task(name))).toBe(true);
  expect(started).toEqual(['a', 'b']);
  end('b');
  await expect.poll(() => started).toEqual(['a', 'b', 'c']);
});

test('it is drained when no task runs or waits', async () => {
  const queue = new BackgroundQueue(1, 10);
  await queue.drained();
  const { started, task, end } = heldTasks();
  queue.add(task('a'));
  queue.add(task('b'));
  let isDrained = false;
  const drained = Promise.all([queue.drained(), queue.drained()]).then(() => (isDrained = true));
  end('a');
  await expect.poll(() => started).toEqual(['a', 'b']);
  expect(isDrained).toBe(false);
  end('b');
  await drained;
});

test('more than the longest queue is refused', () => {
  const queue = new BackgroundQueue(1, 1);
  const { task } = heldTasks();
  expect(queue.add(task('runs'))).toBe(true);
  expect(queue.add(task('waits'))).toBe(true);
  expect(queue.add(task('is refused'))).toBe(false);
});
