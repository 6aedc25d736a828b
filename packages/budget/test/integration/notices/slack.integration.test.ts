import { expectNoCanary } from '@wdh/fault-injection';
import { describe, expect, test } from 'vitest';
import { mailChannel, slackChannel } from '../../../src/index.js';
import { failureOf, notifyOnce } from '../../support/notices/notify-once.js';
import { deadPort, SilentServer } from '../../support/notices/silent-server.js';
import { type SlackAnswer, SlackServer } from '../../support/notices/slack-server.js';

const token = ['T0kk4711', 'B0secret', 'x1y2z3'].join('/');
const path = `/services/${token}`;

/** Posts a notice to a server with answers, and returns what was logged and received. */
async function post(answers: SlackServer['answers'] = [], alert = {}) {
  await using server = await SlackServer.start();
  server.answers = [...answers];
  const channel = slackChannel({ webhookUrl: `${server.origin}${path}` });
  const logger = await notifyOnce([channel], alert);
  expectNoCanary({ log: JSON.stringify(logger.events) }, { token });
  const { posts, requests } = server;
  return { logger, posts, requests, reason: failureOf(logger) };
}

test('a notice is posted with its figures in blocks', async () => {
  const { posts, requests } = await post();
  expect(requests).toEqual([{ method: 'POST', path, type: 'application/json; charset=utf-8' }]);
  expect(posts[0]?.text).toContain('Acme Ltd (acme) has spent $401.2034');
  expect(JSON.stringify(posts[0]?.blocks)).toContain(String.raw`*Used*\n80.24 %`);
});

test.each(['critical', 'blocked'])('a notice of level %s is posted', async (level) => {
  const { posts } = await post([], { level });
  expect(posts[0]?.text).toContain(`[Budget ${level}]`);
});

test('Unicode and control characters arrive', async () => {
  const { posts } = await post([], { name: 'Müller & <日本>\u0000👩‍👩‍👧' });
  expect(posts[0]?.text).toContain('Müller &amp; &lt;日本&gt; 👩‍👩‍👧 (acme)');
});

describe('a failure that may pass is tried again once', () => {
  test.each<[string, SlackAnswer]>([
    ['429', { status: 429, headers: { 'retry-after': '0' } }],
    ['429 without a time', { status: 429 }],
    ['500', { status: 500, body: 'rollup_error' }],
    ['503', { status: 503, body: '<html>' }],
  ])('answer %s', async (_, answer) => {
    const { logger, posts } = await post([answer]);
    expect(posts).toHaveLength(1);
    expect(logger.events).toMatchObject([
      { event: 'budget.notice.sent', context: { attempts: 2 } },
    ]);
  });

  test('a wait that is too long is not made', async () => {
    const answer = { status: 429, headers: { 'retry-after': '3600' }, body: '' };
    const { requests, reason } = await post([answer]);
    expect(reason).toBe('Slack answered 429.');
    expect(requests).toHaveLength(1);
  });

  test('nothing listens', async () => {
    const webhookUrl = `http://127.0.0.1:${await deadPort()}${path}`;
    const logger = await notifyOnce([slackChannel({ webhookUrl })]);
    expect(failureOf(logger)).toBe('Slack could not be reached (ECONNREFUSED).');
  });
});

describe('a failure that will not pass, or may have posted, is not tried again', () => {
  test.each([
    [400, 'invalid_payload'],
    [403, 'action_prohibited'],
    [404, 'no_service'],
    [410, 'channel_is_archived'],
  ])('answer %s %s', async (status, body) => {
    const { requests, reason } = await post([{ status, body }]);
    expect(reason).toBe(`Slack answered ${status} (${body}).`);
    expect(requests).toHaveLength(1);
  });

  test('a connection that is closed without an answer', async () => {
    const { requests, reason } = await post(['cut']);
    expect(reason).toMatch(/^Slack could not be reached \((?:UND_ERR_SOCKET|ECONNRESET)\)\.$/u);
    expect(requests).toHaveLength(1);
  });

  test('a redirect is not followed', async () => {
    await using other = await SlackServer.start();
    const location = `${other.origin}/elsewhere`;
    for (const status of [301, 302, 307, 308]) {
      const { reason } = await post([{ status, headers: { location } }]);
      expect(reason).toContain(`Slack answered ${status}: redirects are not followed`);
    }
    expect(other.requests).toEqual([]);
  });

  test('silence: the attempt ends at its deadline, and the connection is closed', async () => {
    await using server = await SilentServer.start();
    const channel = slackChannel({ webhookUrl: `http://127.0.0.1:${server.port}${path}` });
    const logger = await notifyOnce([channel], {}, { attemptTimeoutMs: 200 });
    expect(failureOf(logger)).toBe('There was no answer within 200 ms.');
    await expect.poll(() => server.open).toBe(0);
  });
});

test('a mail server that is down does not stop Slack', async () => {
  await using server = await SlackServer.start();
  const url = `smtp://127.0.0.1:${await deadPort()}`;
  const mail = mailChannel({ url, from: 'budgets@example.org', to: 'ops@example.org' });
  const slack = slackChannel({ webhookUrl: `${server.origin}${path}` });
  const logger = await notifyOnce([mail, slack]);
  expect(server.posts).toHaveLength(1);
  expect([...logger.eventNames].sort()).toEqual(['budget.notice.failed', 'budget.notice.sent']);
});

test.each([
  'no url',
  `http://hooks.slack.com${path}`,
  `ftp://hooks.slack.com${path}`,
  `https://${['user', 'password'].join(':')}@hooks.slack.com${path}`,
  `https://user@hooks.slack.com${path}`,
])('the URL is refused, and not repeated: %s', (webhookUrl) => {
  expect(() => slackChannel({ webhookUrl })).toThrow(
    '[NOTICE_OPTION_INVALID] The URL of the Slack webhook cannot be used: it must begin with https://, without user and password.',
  );
});

test.each([
  `https://hooks.slack.com${path}`,
  `http://[::1]:8080${path}`,
  `http://localhost${path}`,
  '',
])('the URL is taken: %j', (webhookUrl) => {
  expect(slackChannel({ webhookUrl }).name).toBe('slack');
});
