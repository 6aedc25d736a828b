import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { serveBudgetWebhook, type WebhookServer } from '../../../src/index.js';
import {
  bodyOf,
  signatureOf,
  useWebhook,
  webhookSecret,
} from '../../support/webhook/use-webhook.js';

const relayProgram = fileURLToPath(new URL('../../../examples/signing-relay.mjs', import.meta.url));
const used = useWebhook();
let server: WebhookServer;
let folder: string;
let secretFile: string;
const relays: ChildProcess[] = [];
const tenant = `tenant ${randomUUID()}`;

beforeAll(async () => {
  await used.addTenant(tenant);
  server = await serveBudgetWebhook(used.webhook, { port: 0 });
  folder = await mkdtemp(path.join(tmpdir(), 'wdh-relay-'));
  secretFile = path.join(folder, 'secret');
  await writeFile(secretFile, `${webhookSecret}\n`);
});
afterEach(async () => {
  for (const relay of relays.splice(0)) {
    const ended = once(relay, 'exit');
    relay.kill('SIGTERM');
    await ended;
  }
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/** Starts the relay, and returns where LiteLLM posts its alerts. */
async function startRelay(to: string): Promise<string> {
  const args = [relayProgram, '--secret-file', secretFile, '--to', to, '--port', '0'];
  const relay = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  relays.push(relay);
  const [line] = (await once(createInterface(relay.stdout), 'line')) as [string];
  return line.replace('signs alerts on ', '');
}

/** Posts an alert as LiteLLM does, without a signature. */
const post = (to: string, body: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(to, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });

const alertsUrl = (): string => `${server.origin}/api/v1/budget-alerts`;

describe('the signing relay', () => {
  it('signs the bytes of LiteLLM, and passes them on', async () => {
    const relay = await startRelay(alertsUrl());
    const body = bodyOf({ spend: '80.10000000000001', key_alias: tenant });
    expect((await post(alertsUrl(), body)).status).toBe(401);
    expect((await post(relay, body)).status).toBe(200);
    const { alerts } = await used.stored(tenant);
    expect(alerts).toMatchObject([{ spend: '80.10000000000001' }]);
  });

  it('passes on what the webhook refuses', async () => {
    const relay = await startRelay(alertsUrl());
    expect((await post(relay, bodyOf({ spend: '90', key_alias: 'nobody' }))).status).toBe(422);
    expect((await post(relay, '{')).status).toBe(400);
  });

  it('does not sign what a page of a browser, or a large body, would have signed', async () => {
    const relay = await startRelay(alertsUrl());
    const body = bodyOf({ spend: '90', key_alias: tenant });
    expect((await post(relay, body, { 'content-type': 'text/plain' })).status).toBe(403);
    expect((await post(relay, body, { origin: 'https://example.com' })).status).toBe(403);
    expect((await fetch(relay)).status).toBe(403);
    expect((await post(relay, 'x'.repeat(65_537))).status).toBe(413);
  });

  it('repeats an alert until the webhook has stored it', async () => {
    const seen: (string | undefined)[] = [];
    const away: Server = createServer((request, response) => {
      seen.push(request.headers['x-webhook-signature'] as string | undefined);
      request.resume();
      response.writeHead([503, 429][seen.length - 1] ?? 200).end();
    });
    away.listen(0, '127.0.0.1');
    await once(away, 'listening');
    const relay = await startRelay(
      `http://127.0.0.1:${String((away.address() as AddressInfo).port)}/`,
    );
    expect((await post(relay, '{}')).status).toBe(200);
    expect(seen).toEqual(Array.from({ length: 3 }, () => `sha256=${signatureOf('{}')}`));
    away.close();
  });

  it('waits for a secret that is being written', async () => {
    const relay = await startRelay(alertsUrl());
    await writeFile(secretFile, '');
    const answering = post(relay, bodyOf({ spend: '90', key_alias: tenant }));
    // As a rule, the first attempt is made by then.
    await sleep(500);
    await writeFile(secretFile, webhookSecret);
    expect((await answering).status).toBe(200);
  });

  it('does not start with a secret that is short, or without options', async () => {
    await writeFile(path.join(folder, 'short'), 'short');
    const options = [
      ['--secret-file', path.join(folder, 'short'), '--to', alertsUrl()],
      ['--to', alertsUrl()],
      ['--secret-file', secretFile, '--to', 'nowhere'],
    ];
    for (const args of options) {
      const relay = spawn(process.execPath, [relayProgram, ...args], { stdio: 'ignore' });
      const [code] = (await once(relay, 'exit')) as [number];
      expect(code).toBeGreaterThan(0);
    }
  });
});
