import { describe, expect, it } from 'vitest';
import { redactErrorMessage, redactPosition } from './error-fields.js';
import { isSensitiveKey } from './names/sensitive-keys.js';
import { redact } from './redact.js';
import { SecretRegistry } from './secrets/registered-secrets.js';
import { isSuspicious, redactSensitiveText } from './sensitive-text.js';

const shortLength = 50_000;

/**
 * Measures the processor time of a call with a text and with one that is four times as long. In quadratic time, the second
 * takes 16 times as long.
 */
function growthOf(call: (text: string) => unknown, unit: string): number {
  const fastest = (length: number): number => {
    const text = unit.repeat(Math.ceil(length / unit.length));
    const times = Array.from({ length: 3 }, () => {
      const before = process.cpuUsage();
      call(text);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    });
    return Math.min(...times);
  };
  // A few milliseconds are noise; in quadratic time, this length takes seconds.
  return fastest(4 * shortLength) / Math.max(fastest(shortLength), 25);
}

const hostile = [
  ...['password ', 'password', 'token=', 'token=[', 'token="', "password='", 'secret:\\"', 'pass:'],
  ...['key ', 'apikey', 'wdh_', 'wdh_salt', 'cookie=\\', 'cookie ', 'authorization:', 'bearer '],
  ...['Basic a', 'eyJ-', 'eyJaaaaaa.', '-----BEGIN PRIVATE KEY-----', '-----END ', '--token', '-a'],
  ...[
    '--password ',
    '"--a", ',
    'password $a$',
    'identified by ',
    "password '",
    '<password>',
    '<a ',
  ],
  ...['key="a" ', 'name="token" value="', '://', 'a://', 'a-a://x:', '@', '@a://x:', '%3D', '%3'],
  ...['mysql -p', 'mysql ', 'curl -u a', "curl -u 'a:", 'sqlplus a', 'docker  ', 'sshpass -p\\\n'],
  ...['a:5432:', 'a:5432:b:c:', '\\:', '*:*:', 'login a password ', 'login ', ' ', '\\', '"', "'"],
  ...['Key (', 'Key (a)=(', 'Failing row contains (', 'received "', "received '", 'Failed query: '],
  ...['{', '[', '=', ':', 'aA', '_', '.', '\u00e9', '\n', '\r\n', 'a b', ': "', ')=('],
];

const registry = new SecretRegistry();
registry.register('a"b/c\\\\d\'e\n+%25');

const calls: readonly (readonly [string, (text: string) => unknown])[] = [
  ['redactSensitiveText', redactSensitiveText],
  ['isSuspicious', isSuspicious],
  ['isSensitiveKey', isSensitiveKey],
  ['redactErrorMessage', (text) => redactErrorMessage(text, '22P02')],
  ['redactPosition', redactPosition],
  ['a registered secret', (text) => registry.redact(text)],
  ['redact, given an error', (text) => redact(new Error(text))],
];

describe('redaction', () => {
  it.each(calls)('runs in linear time: %s', { tags: ['full'] }, (_name, call) => {
    for (const unit of hostile) {
      // Retried, as the machine may have been busy for a moment.
      const isLinear = [1, 2, 3].some(() => growthOf(call, unit) < 9);
      expect(isLinear, `slow on ${JSON.stringify(unit)}`).toBe(true);
    }
  });

  it('reads only the beginning of a long message', () => {
    const text = 'Failing row contains (canary'.repeat(60_000);
    const { message } = redact(new Error(text)) as { message: string };
    expect(message).toBe(`Failing row contains (***REDACTED***… [${text.length} characters]`);
  });
});
