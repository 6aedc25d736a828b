import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../configuration-error.js';
import { loadSettings } from '../load-settings.js';
import { redactedSettings, secretValues } from '../redacted-settings.js';

const secret = 'a'.repeat(32);
const other = 'b'.repeat(40);
const login = (password: string): string => `budgets:${password}`;
const load = (environment: Record<string, string>) =>
  loadSettings(environment, { databaseUrl: 'optional-in-dev' });

const given = {
  BUDGET_WEBHOOK_SECRET: `${secret}, ${other}`,
  BUDGET_WEBHOOK_BASIC: `relay:${secret}`,
  BUDGET_KEY_SECRET: `${other},${secret}`,
  BUDGET_MAIL_FROM: 'Budgets <budgets@example.com>',
  BUDGET_MAIL_TO: 'anna@example.com, team@example.com',
  SMTP_URL: `smtp://${login('p%40w1')}@mail.example.com:587`,
  SLACK_WEBHOOK_URL: 'https://hooks.example.com/services/T0/B0/canary',
  LITELLM_URL: 'https://llm.example.com/',
  LITELLM_MASTER_KEY: 'master-canary',
  REDIS_URL: `rediss://${login('redis-pw')}@cache.example.com:6380/0`,
};

describe('the settings of budgets', () => {
  it('read lists of secrets, logins, addresses and servers', () => {
    expect(load(given)).toMatchObject({
      budgetWebhookSecrets: [secret, other],
      budgetWebhookBasic: [{ user: 'relay', password: secret }],
      budgetKeySecrets: [other, secret],
      budgetMailFrom: 'Budgets <budgets@example.com>',
      budgetMailTo: ['anna@example.com', 'team@example.com'],
      smtpUrl: given.SMTP_URL,
      slackWebhookUrl: given.SLACK_WEBHOOK_URL,
      litellmUrl: 'https://llm.example.com',
      litellmMasterKey: 'master-canary',
      redisUrl: given.REDIS_URL,
    });
  });

  it.each([
    ['BUDGET_WEBHOOK_SECRET', 'x'.repeat(31)],
    ['BUDGET_WEBHOOK_SECRET', `${secret},`],
    ['BUDGET_WEBHOOK_SECRET', `${secret} ${other}`],
    ['BUDGET_WEBHOOK_BASIC', secret],
    ['BUDGET_WEBHOOK_BASIC', `relay:${secret}:`],
    ['BUDGET_WEBHOOK_BASIC', 'relay:geheim'],
    ['BUDGET_KEY_SECRET', 'geheim'],
    ['BUDGET_MAIL_FROM', 'Somebody'],
    ['BUDGET_MAIL_FROM', 'Budgets <budgets@example.com>, canary@example.com'],
    ['BUDGET_MAIL_FROM', 'Budgets\r\nBcc: <canary@example.com>'],
    ['BUDGET_MAIL_TO', 'anna@example.com,canary'],
    ['SMTP_URL', 'mail.example.com:587'],
    ['SMTP_URL', 'https://mail.example.com'],
    ['SMTP_URL', `smtp://${login('1/canary')}@mail.example.com`],
    ['SMTP_URL', `smtp://${login('1?canary')}@mail.example.com`],
    ['SMTP_URL', `smtp://${login('1#canary')}@mail.example.com`],
    ['SMTP_URL', `smtp://${login('canary%zz')}@mail.example.com`],
    ['SMTP_URL', `smtp://${login('canary%ff')}@mail.example.com`],
    ['SLACK_WEBHOOK_URL', 'hooks.example.com/canary'],
    ['SLACK_WEBHOOK_URL', 'https://hooks.example.com'],
    ['LITELLM_URL', `https://${login('canary')}@llm.example.com`],
    ['LITELLM_MASTER_KEY', 'two words'],
    ['REDIS_URL', 'cache.example.com:6379'],
    ['REDIS_URL', 'memcached://cache.example.com'],
  ])('refuse a %s of %s without repeating it', (name, value) => {
    const loading = () => load({ [name]: value });
    expect(loading).toThrow(ConfigurationError);
    expect(loading).toThrow(name);
    expect(loading).not.toThrow(value);
    expect(loading).not.toThrow('canary');
  });

  it('are refused all at once', () => {
    const wrong = Object.fromEntries(Object.keys(given).map((name) => [name, 'no\tgood']));
    let refused: readonly string[] = [];
    try {
      load(wrong);
    } catch (error) {
      if (error instanceof ConfigurationError) refused = error.problems.map(({ key }) => key);
    }
    expect(refused).toEqual(Object.keys(given));
  });

  it('are never printed with their secrets', () => {
    const settings = load(given);
    const shown = JSON.stringify(redactedSettings(settings));
    expect(shown).not.toMatch(/a{32}|b{40}|p%40w1|redis-pw|canary/u);
    expect(shown).toContain('mail.example.com:587');
    expect(secretValues(settings)).toEqual([
      ...[secret, other, secret, other, secret],
      ...['p%40w1', 'p@w1', 'redis-pw'],
      ...['/services/T0/B0/canary', 'master-canary'],
    ]);
  });

  it('may be percent-encoded in any way that a server decodes', () => {
    const SMTP_URL = `smtps://${encodeURIComponent('a@b')}:${encodeURIComponent('ä/#?%:')}@mail:465`;
    expect(load({ SMTP_URL }).smtpUrl).toBe(SMTP_URL);
    expect(secretValues(load({ SMTP_URL }))).toContain('ä/#?%:');
  });

  it('leave similar names to other programs', () => {
    const others = { REDIS_URI: 'x', SMTP_URLS: 'x', LITELLM_URI: 'x', SLACK_WEBHOOK_URI: 'x' };
    expect(load(others).redisUrl).toBeUndefined();
    expect(() => load({ BUDGET_MAIL_FORM: 'x' })).toThrow('Did you mean BUDGET_MAIL_FROM?');
  });
});
