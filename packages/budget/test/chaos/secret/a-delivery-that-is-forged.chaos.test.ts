import { randomUUID } from 'node:crypto';
import { expectNoCanary } from '@wdh/fault-injection';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import {
  bodyOf,
  signatureOf,
  useWebhook,
  webhookSecret,
} from '../../support/webhook/use-webhook.js';

const basic = { user: 'litellm', password: 'a password of tests'.repeat(2) };
const used = useWebhook({ basic });
const tenant = `tenant ${randomUUID()}`;

beforeAll(() => used.addTenant(tenant));

const rowsStored = async (): Promise<number> => {
  const [found] = await used.sql`
    select (select count(*) from budget_alert_history) + (select count(*) from audit_log)
      + (select count(*) from budget_webhook_deliveries) as rows`;
  return Number(found?.['rows']);
};

/** Sends bytes with the given headers, and returns status and text of the answer. */
async function post(
  body: Uint8Array<ArrayBuffer>,
  headers: Readonly<Record<string, string>>,
): Promise<readonly [number, string]> {
  const answer = await used.webhook.fetch(
    new Request('http://127.0.0.1:4001/api/v1/budget-alerts', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    }),
  );
  return [answer.status, await answer.text()];
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text));

test('B05 a bit of the body or the signature is changed: 401, and nothing is stored', async () => {
  const body = bytesOf(bodyOf({ spend: '95', key_alias: tenant }));
  const signature = Uint8Array.from(Buffer.from(signatureOf(body), 'hex'));
  const before = await rowsStored();
  await fc.assert(
    fc.asyncProperty(
      fc.boolean(),
      fc.nat(),
      fc.integer({ min: 0, max: 7 }),
      async (isBody, at, bit) => {
        const [forged, mark] = [Uint8Array.from(body), Uint8Array.from(signature)];
        const changed = isBody ? forged : mark;
        changed[at % changed.length] = (changed[at % changed.length] ?? 0) ^ (1 << bit);
        const headers = { 'x-webhook-signature': Buffer.from(mark).toString('hex') };
        const [status] = await post(forged, headers);
        expect(status).toBe(401);
      },
    ),
    { numRuns: 500 },
  );
  await expect(rowsStored()).resolves.toBe(before);
  // The unchanged one is right.
  const headers = { 'x-webhook-signature': Buffer.from(signature).toString('hex') };
  await expect(post(body, headers)).resolves.toEqual([200, expect.any(String)]);
});

test('B05 any header as signature or credentials: 401, and nothing is stored', async () => {
  const body = bytesOf(bodyOf({ spend: '95', key_alias: tenant }));
  const before = await rowsStored();
  const value = fc.oneof(
    fc.string({
      unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
    }),
    fc.stringMatching(/^(?:sha256=)?[\da-f]{60,68}$/u),
    fc.base64String().map((text) => `Basic ${text}`),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('x-webhook-signature', 'authorization'),
      value,
      async (name, text) => {
        const [status] = await post(body, { [name]: text });
        expect(status).toBe(401);
      },
    ),
    { numRuns: 500 },
  );
  await expect(rowsStored()).resolves.toBe(before);
});

test('B05 any bytes that are signed: 400, 422 or 200, never 500, and never a half-stored one', async () => {
  const anything = fc.oneof(
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Uint8Array.from(bytes)),
    fc.json({ maxDepth: 6 }).map(bytesOf),
    fc
      .dictionary(
        fc.constantFrom('spend', 'event', 'event_group', 'event_message', 'user_id', 'key_alias'),
        fc.oneof(fc.jsonValue(), fc.constantFrom('budget_crossed', 'key', tenant, 90)),
      )
      .map((fields) => bytesOf(JSON.stringify(fields))),
  );
  await fc.assert(
    fc.asyncProperty(anything, async (bytes) => {
      const [status] = await post(bytes, { 'x-webhook-signature': signatureOf(bytes) });
      expect([200, 400, 422]).toContain(status);
    }),
    { numRuns: 1_000 },
  );
  const errors = used.log.filter(({ level }) => level === 'error');
  expect(errors).toEqual([]);
  // Each mark has its row in the audit log.
  const [counted] = await used.sql`
    select (select count(*) from budget_webhook_deliveries) as marks, (select count(*) from audit_log) as audits`;
  expect(counted?.['marks']).toBe(counted?.['audits']);
});

test('B05 secrets and values in every kind of request: in no answer and no log', async () => {
  const canaries = { secret: webhookSecret, password: basic.password, value: 'canary-of-a-value' };
  const outputs: Record<string, string> = {};
  const bodies = [
    bodyOf({ spend: '95', key_alias: 'canary-of-a-value' }),
    bodyOf({ spend: '95', event: 'canary-of-a-value', key_alias: tenant }).slice(0, -1),
    '{"event":"canary-of-a-value"}',
    bodyOf({ spend: '95', event_group: 'canary-of-a-value', key_alias: tenant }),
  ];
  for (const [index, text] of bodies.entries()) {
    const body = bytesOf(text);
    const signed = { 'x-webhook-signature': signatureOf(body) };
    const login = Buffer.from(`${basic.user}:${basic.password}`).toString('base64');
    for (const [name, headers] of Object.entries({
      signed,
      forged: { 'x-webhook-signature': webhookSecret },
      basic: { authorization: `Basic ${login}` },
      wrong: { authorization: `Basic ${login}x` },
    })) {
      outputs[`${name} ${String(index)}`] = (await post(body, headers))[1];
    }
  }
  outputs['log'] = JSON.stringify(used.log);
  expectNoCanary(outputs, canaries);
});
