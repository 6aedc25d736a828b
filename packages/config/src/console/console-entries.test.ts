import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../configuration-error.js';
import { loadSettings } from '../load-settings.js';
import { redactedSettings, secretValues } from '../redacted-settings.js';

const token = 'a'.repeat(32);
const login = 'user:secret';
const load = (environment: Record<string, string>) =>
  loadSettings(environment, { databaseUrl: 'optional-in-dev' });

describe('the settings of the console', () => {
  it('read users, roles and addresses', () => {
    expect(
      load({
        CONSOLE_URL: 'https://runs.example.com/wdh/',
        CONSOLE_TOKENS: `anna:viewer+operator:${token}, ops:data+viewer:${'b'.repeat(40)}`,
        CONSOLE_PROXY_ROLES: 'anna:viewer+operator,*:viewer',
        CONSOLE_TRUSTED_PROXIES: '127.0.0.1, fd00::/8',
      }),
    ).toMatchObject({
      consoleUrl: 'https://runs.example.com/wdh',
      consoleTokens: [
        { name: 'anna', roles: ['viewer', 'operator'], token },
        { name: 'ops', roles: ['viewer', 'data'], token: 'b'.repeat(40) },
      ],
      consoleProxyRoles: { anna: ['viewer', 'operator'], '*': ['viewer'] },
      consoleTrustedProxies: ['127.0.0.1', 'fd00::/8'],
    });
  });

  it.each([
    ['CONSOLE_URL', 'runs.example.com'],
    ['CONSOLE_URL', 'ftp://runs.example.com'],
    ['CONSOLE_URL', `https://${login}@runs.example.com`],
    ['CONSOLE_URL', 'https://runs.example.com/?secret'],
    ['CONSOLE_TOKENS', `anna:viewer:${'x'.repeat(31)}`],
    ['CONSOLE_TOKENS', `anna:admin:${token}`],
    ['CONSOLE_TOKENS', `anna:viewer+viewer:${token}`],
    ['CONSOLE_TOKENS', `anna::${token}`],
    ['CONSOLE_TOKENS', `:viewer:${token}`],
    ['CONSOLE_TOKENS', `anna:viewer:${token},`],
    ['CONSOLE_TOKENS', `anna:viewer:${token},anna:data:${token}`],
    ['CONSOLE_TOKENS', token],
    ['CONSOLE_DATABASE_URL', 'mysql://console:secret@db/warehouse'],
    ['CONSOLE_PROXY_HEADER', 'X Forwarded User'],
    ['CONSOLE_PROXY_SECRET', 'geheim'],
    ['CONSOLE_PROXY_ROLES', 'berta'],
    ['CONSOLE_PROXY_ROLES', 'anna:root'],
    ['CONSOLE_TRUSTED_PROXIES', 'proxy.example.com'],
  ])('refuse a %s of %s without repeating it', (key, value) => {
    const loading = () => load({ [key]: value });
    expect(loading).toThrow(ConfigurationError);
    expect(loading).toThrow(key);
    expect(loading).not.toThrow(value);
  });

  it('are never printed with their secrets', () => {
    const settings = load({
      CONSOLE_TOKENS: `anna:viewer:${token}`,
      CONSOLE_PROXY_SECRET: 's'.repeat(32),
      CONSOLE_DATABASE_URL: 'postgres://console:pw1234@db/warehouse',
    });
    expect(JSON.stringify(redactedSettings(settings))).not.toMatch(/a{32}|s{32}|pw1234/u);
    expect(secretValues(settings)).toEqual(['pw1234', token, 's'.repeat(32)]);
  });
});
