import { expect, test } from 'vitest';
import { createNotifier, mailChannel, postgresStore, slackChannel } from '../../../src/index.js';
import { MailServer } from '../../support/notices/mail-server.js';
import { NotingChannel } from '../../support/notices/noting-channel.js';
import { SlackServer } from '../../support/notices/slack-server.js';
import { pay, useBudget } from '../../support/use-budget.js';

const used = useBudget();

test('each level that spending reaches is noticed once by mail and Slack, by several processes', async () => {
  await using mails = await MailServer.start();
  await using slack = await SlackServer.start();
  const store = postgresStore({ connectionUrl: used.url });
  const options = { from: 'budgets@example.org', to: 'ops@example.org' };
  const channels = [
    mailChannel({ url: `smtp://127.0.0.1:${mails.port}`, ...options }),
    slackChannel({ webhookUrl: slack.origin }),
  ];
  const notifiers = Array.from({ length: 4 }, () => createNotifier({ channels, store }));
  const budgets = notifiers.map((notifier) => used.open({ notifier }));
  const pays = (count: number): Promise<unknown> =>
    Promise.all(
      budgets.flatMap((budget) =>
        Array.from({ length: count }, () => pay(budget, used.tenant, '1')),
      ),
    );
  await pays(19);
  expect(mails.mails).toHaveLength(0);
  await pays(2);
  await pays(5);
  await Promise.all(budgets.map((budget) => pay(budget, used.tenant, '1.5')));
  await Promise.all(notifiers.map((notifier) => notifier.close()));
  await store.close();
  const subjects = mails.mails.map(({ headers }) => headers.get('subject') ?? '').sort();
  expect(subjects.map((subject) => /\[Budget (\w+)\]/u.exec(subject)?.[1])).toEqual([
    'alert',
    'blocked',
    'critical',
  ]);
  expect(subjects[0]).toMatch(/80\.00 % used$/u);
  expect(subjects[1]).toMatch(/110\.00 % used$/u);
  expect(slack.posts).toHaveLength(3);
  const mail = mails.mails.find(({ headers }) =>
    headers.get('subject')?.includes('[Budget alert]'),
  );
  expect(mail?.text).toMatch(/has spent \$80\.00 of a budget of \$100\.00 \(80\.00 %\)\./u);
  expect(mail?.text).toMatch(/Reset: +\d{4}-\d\d-\d\d \d\d:\d\d UTC, in \d+ days/u);
});

test('a notice goes out after the COMMIT of its alert: the alert can be read then', async () => {
  let found: readonly unknown[] = [];
  const channel = new NotingChannel('noting', async (notice) => {
    found = await used.sql`
      select event_type from budget_alert_history where tenant_id = ${notice.alert.tenant}`;
    return { status: 'sent' };
  });
  const notifier = createNotifier({ channels: [channel] });
  await pay(used.open({ notifier }), used.tenant, '85');
  await notifier.close();
  expect(found).toHaveLength(1);
});

test('a channel that fails or is silent does not delay or fail a paid call', async () => {
  const silent = new NotingChannel('silent', () => new Promise(() => undefined));
  const broken = new NotingChannel('broken', () => Promise.reject(new Error('down')));
  const notifier = createNotifier({ channels: [silent, broken], closeTimeoutMs: 0 });
  const budget = used.open({ notifier });
  await expect(pay(budget, used.tenant, '85')).resolves.toBe('answer');
  await expect(pay(budget, used.tenant, '1')).resolves.toBe('answer');
  await notifier.close();
  expect(broken.notices).toHaveLength(1);
});
