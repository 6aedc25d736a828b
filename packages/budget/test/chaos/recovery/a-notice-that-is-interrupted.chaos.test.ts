import { expect, inject, test } from 'vitest';
import { eventsOf, NoticePlace } from '../../support/notices/notice-place.js';

const sentTwice = ['budget.notice.sent', 'budget.notice.sent'];

test('B06 a process is killed while it sends: the next alert after the hour is sent, and none before', async () => {
  let isHeld = true;
  await using place = await NoticePlace.open(inject('serverUrl'), {
    onMail: () => (isHeld ? new Promise(() => undefined) : Promise.resolve(null)),
  });
  const killed = await place.start();
  await expect.poll(() => place.mails.mails.length).toBe(1);
  killed.signal('SIGKILL');
  expect(await killed.end(30_000)).toMatchObject({ signal: 'SIGKILL' });
  isHeld = false;
  expect(await eventsOf([await place.start()])).toEqual([['budget.notice.held_back']]);
  await place.passAnHour();
  expect(await eventsOf([await place.start()])).toEqual([sentTwice]);
});

test('B06 a process is frozen while it sends, and woken after the hour: it ends, and its claim is not that of another', async () => {
  let acknowledge = (): void => undefined;
  await using place = await NoticePlace.open(inject('serverUrl'), {
    onMail: (count) => {
      if (count > 1) return Promise.resolve(null);
      return new Promise((resolve) => (acknowledge = () => resolve(null)));
    },
  });
  const frozen = await place.start();
  await expect.poll(() => place.mails.mails.length).toBe(1);
  frozen.signal('SIGSTOP');
  await place.passAnHour();
  expect(await eventsOf([await place.start()])).toEqual([sentTwice]);
  frozen.signal('SIGCONT');
  acknowledge();
  expect(await eventsOf([frozen])).toEqual([sentTwice]);
  expect(await eventsOf([await place.start()])).toEqual([['budget.notice.held_back']]);
});
