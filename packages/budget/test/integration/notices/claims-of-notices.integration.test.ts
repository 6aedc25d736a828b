import { createRecordingLogger } from '@wdh/pipeline-core/testing';
import { afterAll, describe, expect, test } from 'vitest';
import { createNotifier, mailChannel, postgresStore, slackChannel } from '../../../src/index.js';
import { alertOf } from '../../support/notices/budget-alerts.js';
import { MailServer } from '../../support/notices/mail-server.js';
import { failureOf, notifyOnce } from '../../support/notices/notify-once.js';
import { NotingChannel } from '../../support/notices/noting-channel.js';
import { deadPort } from '../../support/notices/silent-server.js';
import { SlackServer } from '../../support/notices/slack-server.js';
import { useBudgetDatabase } from '../../support/use-budget-database.js';

const database = useBudgetDatabase();

const claims = async (): Promise<readonly string[]> => {
  const rows = await database.sql<{ key: string }[]>`
    select key from budget_store_claims order by key`;
  return rows.map(({ key }) => key);
};

describe('with the store in PostgreSQL', () => {
  test('of 50 alerts by 10 notifiers at once, one is sent by each channel', async () => {
    await using mails = await MailServer.start();
    await using slack = await SlackServer.start();
    const store = postgresStore({ connectionUrl: database.url });
    const channels = [
      mailChannel({
        url: `smtp://127.0.0.1:${mails.port}`,
        from: 'a@example.org',
        to: 'b@example.org',
      }),
      slackChannel({ webhookUrl: slack.origin }),
    ];
    const notifiers = Array.from({ length: 10 }, () => createNotifier({ channels, store }));
    for (let n = 0; n < 5; n += 1) {
      for (const notifier of notifiers) notifier.notify(alertOf({ tenant: 'many' }));
    }
    await Promise.all(notifiers.map((notifier) => notifier.close()));
    await store.close();
    expect(mails.mails).toHaveLength(1);
    expect(slack.posts).toHaveLength(1);
    expect(await claims()).toContain('notice/alert/many');
  });

  test('a tenant with any name has its claim', async () => {
    const store = postgresStore({ connectionUrl: database.url });
    const channel = new NotingChannel();
    for (const tenant of ['日'.repeat(100), "a'b\\c/%_", ' ']) {
      const first = await notifyOnce([channel], { tenant }, { store });
      const second = await notifyOnce([channel], { tenant }, { store });
      expect([...first.eventNames, ...second.eventNames]).toEqual([
        'budget.notice.sent',
        'budget.notice.held_back',
      ]);
    }
    await store.close();
  });

  test('if every channel fails, the claim is given up, and the next alert is sent', async () => {
    const store = postgresStore({ connectionUrl: database.url });
    const dead = slackChannel({ webhookUrl: `http://127.0.0.1:${await deadPort()}` });
    const lost = await notifyOnce([dead], { tenant: 'unlucky' }, { store });
    expect(failureOf(lost)).toContain('ECONNREFUSED');
    expect(await claims()).not.toContain('notice/alert/unlucky');
    const sent = await notifyOnce([new NotingChannel()], { tenant: 'unlucky' }, { store });
    expect(sent.eventNames).toEqual(['budget.notice.sent']);
    await store.close();
  });

  test('after the hour, which the clock of the server measures, an alert is sent', async () => {
    const store = postgresStore({ connectionUrl: database.url });
    const channel = new NotingChannel();
    await notifyOnce([channel], { tenant: 'again' }, { store });
    const [claim] = await database.sql<{ seconds: number }[]>`
      select extract(epoch from expires_at - clock_timestamp())::float8 as seconds
      from budget_store_claims where key = 'notice/alert/again'`;
    expect(claim?.seconds).toBeGreaterThan(3_000);
    expect(claim?.seconds).toBeLessThanOrEqual(3_600);
    await database.sql`
      update budget_store_claims set expires_at = expires_at - interval '3600 seconds'
      where key = 'notice/alert/again'`;
    await notifyOnce([channel], { tenant: 'again' }, { store });
    expect(channel.notices).toHaveLength(2);
    await store.close();
  });
});

describe('with a store that does not answer', () => {
  const unreachable = Promise.resolve(deadPort()).then((port) =>
    postgresStore({
      connectionUrl: `postgresql://nobody@127.0.0.1:${port}/none`,
      deadlineMs: 1_000,
    }),
  );
  afterAll(async () => {
    await (await unreachable).close();
  });

  test('the notice is sent anyway, with a warning', async () => {
    const channel = new NotingChannel();
    const store = await unreachable;
    const logger = createRecordingLogger();
    const notifier = createNotifier({ channels: [channel], store, logger });
    notifier.notify(alertOf());
    notifier.notify(alertOf());
    await notifier.close();
    expect(channel.notices).toHaveLength(1);
    expect(logger.events.map(({ level, event }) => `${level} ${event}`).sort()).toEqual([
      'debug budget.notice.held_back',
      'info budget.notice.sent',
      'warn budget.notice.store.failed',
      'warn budget.notice.store.failed',
    ]);
  });
});
