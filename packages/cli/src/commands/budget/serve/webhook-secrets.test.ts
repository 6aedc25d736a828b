import { loadSettings } from '@wdh/config';
import { expect, it } from 'vitest';
import { isLoopback, webhookSecrets } from './webhook-secrets.js';

const load = (environment: Record<string, string>) =>
  loadSettings(environment, { databaseUrl: 'optional-in-dev' });

it('a webhook has at least one secret', () => {
  expect(webhookSecrets(load({ BUDGET_WEBHOOK_SECRET: 'a'.repeat(32) }))).toEqual(['a'.repeat(32)]);
  expect(() => webhookSecrets(load({}))).toThrow(/BUDGET_WEBHOOK_SECRET.*openssl rand -hex 32/s);
});

it.each([
  ['127.0.0.1', true],
  ['127.1.2.3', true],
  ['::1', true],
  ['localhost', true],
  ['0.0.0.0', false],
  ['::', false],
  ['10.0.0.7', false],
  ['127.example.com', false],
])('%s is this machine alone: %s', (host, isAlone) => {
  expect(isLoopback(host)).toBe(isAlone);
});
