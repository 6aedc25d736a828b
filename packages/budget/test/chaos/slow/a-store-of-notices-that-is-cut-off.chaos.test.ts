import {
  blackHole,
  cut,
  lostReply,
  NetworkProxy,
  onReply,
  onStatement,
} from '@wdh/fault-injection';
import { expect, inject, test } from 'vitest';
import { postgresStore } from '../../../src/index.js';
import { NoticePlace } from '../../support/notices/notice-place.js';
import { notifyOnce } from '../../support/notices/notify-once.js';
import { NotingChannel } from '../../support/notices/noting-channel.js';

const claiming = onStatement('budget_store_claims');

test.each([
  ['is cut off at a claim', cut(claiming)],
  ['is cut off before its reply to a claim', lostReply('cut', onReply('INSERT'))],
  ['falls silent at a claim', blackHole(claiming)],
  ['falls silent before its reply to a claim', lostReply('silence', onReply('INSERT'))],
  ['is silent from the first byte', blackHole(() => 0)],
])('B06 the store %s: the notice is sent anyway, once', async (_, fault) => {
  await using place = await NoticePlace.open(inject('serverUrl'));
  await using proxy = await NetworkProxy.start(place.url);
  const injected = proxy.inject(fault);
  const store = postgresStore({ connectionUrl: proxy.url, deadlineMs: 2_000 });
  const channel = new NotingChannel();
  const logger = await notifyOnce([channel], {}, { store, storeTimeoutMs: 10_000 });
  expect(injected.firedCount).toBeGreaterThan(0);
  expect(channel.notices).toHaveLength(1);
  expect(logger.eventNames).toEqual(['budget.notice.store.failed', 'budget.notice.sent']);
  await store.close();
});
