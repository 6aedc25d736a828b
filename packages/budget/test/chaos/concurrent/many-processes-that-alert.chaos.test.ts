import { expect, inject, test } from 'vitest';
import { eventsOf, NoticePlace } from '../../support/notices/notice-place.js';

test('B06 fifty processes alert at once: one notice by each channel', async () => {
  await using place = await NoticePlace.open(inject('serverUrl'));
  const processes = await Promise.all(Array.from({ length: 50 }, () => place.start('gate')));
  await place.openGate();
  const events = await eventsOf(processes);
  const senders = events.filter((each) => each.includes('budget.notice.sent'));
  expect(senders).toEqual([['budget.notice.sent', 'budget.notice.sent']]);
  expect(events.filter(([first]) => first === 'budget.notice.held_back')).toHaveLength(49);
  expect(place.mails.mails).toHaveLength(1);
  expect(place.slack.posts).toHaveLength(1);
});

test('B06 every channel fails while fifty processes alert: the next alert is sent', async () => {
  await using place = await NoticePlace.open(inject('serverUrl'), {
    faults: {
      onRcptTo: (_address, _session, callback) => {
        const error = place.slack.posts.length === 0 ? new Error('no') : null;
        callback(error === null ? null : Object.assign(error, { responseCode: 550 }));
      },
    },
  });
  place.slack.answers = Array.from({ length: 200 }, () => ({ status: 404 }));
  const processes = await Promise.all(Array.from({ length: 50 }, () => place.start('gate')));
  await place.openGate();
  const events = await eventsOf(processes);
  expect(events.flat()).toContain('budget.notice.lost');
  expect(events.flat()).not.toContain('budget.notice.sent');
  place.slack.answers = [];
  expect(await eventsOf([await place.start()])).toEqual([
    expect.arrayContaining(['budget.notice.sent']),
  ]);
  expect(place.slack.posts).toHaveLength(1);
});
