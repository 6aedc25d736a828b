import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { wdh } from '../../support/start-wdh.js';
import { startWebhook } from '../../support/start-webhook.js';
import { useWorkplace } from '../../support/use-workplace.js';

const place = useWorkplace();
const fresh = useWorkplace();
const secret = 's'.repeat(40);
const next = 'n'.repeat(40);
const password = 'p'.repeat(40);
const env = { BUDGET_WEBHOOK_SECRET: `${next},${secret}` };

const event = (spend: number, more: object = {}) => ({
  ...{ spend, max_budget: 100, event: 'threshold_crossed', event_group: 'key' },
  ...{ event_message: 'Budget', key_alias: 'acme', user_id: 'acme', ...more },
});

/** Receives what Slack would receive. */
async function openSlack(): Promise<{ url: string; posts: string[]; answers: ServerResponse[] }> {
  const posts: string[] = [];
  const answers: ServerResponse[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      posts.push(body);
      answers.push(response);
    });
  }).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${String(port)}/services/hook-canary`, posts, answers };
}

beforeAll(async () => {
  await place.run('budget', 'set', 'acme', '--create', '--max', '100');
});

describe('wdh budget serve', () => {
  it('says once where it listens, takes signed alerts by each secret, and refuses others', async () => {
    await using webhook = await startWebhook({ ...place, env, folder: place.folder });
    const { stdout, stderr } = webhook.process;
    expect(stdout).toContain('trusts   signatures (2 secrets)\n');
    expect(stdout).toContain('notices  are previewed in the log');
    expect(stdout + stderr).not.toMatch(/s{40}|n{40}|without TLS/u);
    expect((await webhook.deliver(event(80), secret)).status).toBe(200);
    expect((await webhook.deliver(event(100), next)).status).toBe(200);
    expect((await webhook.deliver(event(110), 'x'.repeat(40))).status).toBe(401);
    const health = new URL('/health', webhook.url);
    expect((await fetch(health)).status).toBe(200);
    const alerts = JSON.parse(
      (await place.run('budget', 'alerts', 'acme', '--json')).stdout,
    ) as object[];
    expect(alerts).toMatchObject([
      { spent: '100', percentage: expect.stringMatching(/^100(\.0+)?$/u) as string },
      { spent: '80', percentage: expect.stringMatching(/^80(\.0+)?$/u) as string },
    ]);
    webhook.process.signal('SIGINT');
    expect(await webhook.process.end(60_000)).toMatchObject({ code: 0 });
  });

  it('sends its last notices before it ends after SIGTERM', async () => {
    const slack = await openSlack();
    await using webhook = await startWebhook({
      folder: place.folder,
      databaseUrl: place.databaseUrl,
      env: { ...env, SLACK_WEBHOOK_URL: slack.url },
    });
    expect(webhook.process.stdout).toContain('notices  Slack\n');
    expect((await webhook.deliver(event(85, { event: 'budget_crossed' }), secret)).status).toBe(
      200,
    );
    await expect.poll(() => slack.posts.length, { timeout: 30_000 }).toBe(1);
    expect(slack.posts[0]).toContain('$85.00');
    webhook.process.signal('SIGTERM');
    await webhook.process.untilPrinted(/Ending\./u);
    slack.answers[0]?.end('ok');
    expect(await webhook.process.end(60_000)).toMatchObject({ code: 0 });
    expect(webhook.process.stdout + webhook.process.stderr).not.toContain('hook-canary');
  });

  it('lets Basic logins in where they are set, and not otherwise', async () => {
    const send = (url: string) =>
      fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Basic ${Buffer.from(`litellm:${password}`).toString('base64')}`,
        },
        body: JSON.stringify(event(90)),
      });
    await using off = await startWebhook({ ...place, folder: place.folder, env });
    expect((await send(off.url)).status).toBe(401);
    await using on = await startWebhook(
      {
        folder: place.folder,
        databaseUrl: place.databaseUrl,
        env: { ...env, BUDGET_WEBHOOK_BASIC: `litellm:${password}` },
      },
      '--no-migrate',
      '--json',
    );
    expect(JSON.parse(on.process.stdout)).toMatchObject({
      ...{ event: 'budget.serving', secrets: 2, logins: 1, notices: [] },
    });
    expect((await send(on.url)).status).toBe(200);
  });

  it('warns where other machines reach it without TLS', async () => {
    await using webhook = await startWebhook(
      { ...place, folder: place.folder, env },
      '--host',
      '0.0.0.0',
    );
    await webhook.process.untilPrinted(/Other machines/u);
    expect(webhook.process.stderr).toContain('put a reverse proxy with TLS in front of it');
  });

  it('creates its tables', async () => {
    await using webhook = await startWebhook({ ...fresh, folder: fresh.folder, env });
    expect((await webhook.deliver(event(80), secret)).status).toBe(422);
  });

  it('does not start without a secret, and opens nothing', async () => {
    const { exitCode, stdout, stderr } = await wdh(['budget', 'serve'], {
      cwd: place.folder,
      env: { DATABASE_URL: place.databaseUrl },
    });
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain('BUDGET_WEBHOOK_SECRET: expected a secret of 32 to 200 characters');
    expect(stderr).toContain('openssl rand -hex 32');
  });

  it('says that its port is taken', async () => {
    const taken = createSocketServer().listen(0, '127.0.0.1');
    onTestFinished(() => void taken.close());
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const { exitCode, stderr } = await wdh(['budget', 'serve', '--port', String(port)], {
      cwd: place.folder,
      env: { DATABASE_URL: place.databaseUrl, ...env },
    });
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(String(port))]);
  });
});
