import { expect, it } from 'vitest';
import { Alarm } from './alarm.js';

const long = 600_000;

it('wakes a sleeping loop', async () => {
  const alarm = new Alarm();
  const { signal } = new AbortController();
  const asleep = alarm.sleep(long, signal);
  alarm.ring();
  await expect(asleep).resolves.toBeUndefined();
});

it('ends the next sleep of a loop that is at work, and only that', async () => {
  const alarm = new Alarm();
  const { signal } = new AbortController();
  alarm.ring();
  alarm.ring();
  await alarm.sleep(long, signal);
  const second = alarm.sleep(long, signal).then(() => 'woken');
  const isAsleep = new Promise((next) => setImmediate(next, 'asleep'));
  expect(await Promise.race([second, isAsleep])).toBe('asleep');
  alarm.ring();
  await second;
});

it('wakes it when the signal is raised, and does not sleep after that', async () => {
  const alarm = new Alarm();
  const controller = new AbortController();
  const asleep = alarm.sleep(long, controller.signal);
  controller.abort();
  await asleep;
  await expect(alarm.sleep(long, controller.signal)).resolves.toBeUndefined();
});
