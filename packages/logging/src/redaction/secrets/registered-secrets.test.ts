import { describe, expect, it } from 'vitest';
import { SecretRegistry } from './registered-secrets.js';

const R = '***REDACTED***';
const secret = 's3cr"t \\x/é+z&\n9';

function registryOf(...secrets: readonly string[]): SecretRegistry {
  const registry = new SecretRegistry();
  for (const one of secrets) expect(registry.register(one)).toBe(true);
  return registry;
}

describe('SecretRegistry', () => {
  it.each([
    ['plain', secret],
    ['in capitals', secret.toUpperCase()],
    ['percent-encoded', encodeURIComponent(secret)],
    ['percent-encoded in small letters', encodeURIComponent(secret).toLowerCase()],
    ['percent-encoded twice', encodeURIComponent(encodeURIComponent(secret))],
    ['partly percent-encoded', encodeURI(secret)],
    ['fully percent-encoded', Buffer.from(secret).toString('hex').replace(/../g, '%$&')],
    ['encoded as a form', new URLSearchParams({ x: secret }).toString().slice(2)],
    ['escaped as JSON', JSON.stringify(secret).slice(1, -1)],
    ['escaped as JSON in JSON', JSON.stringify(JSON.stringify(secret)).slice(3, -3)],
    ['escaped as JSON in ASCII', JSON.stringify(secret).slice(1, -1).replace('é', '\\u00e9')],
    ['in hexadecimal', Buffer.from(secret).toString('hex')],
  ])('finds a secret %s', (_name, text) => {
    expect(registryOf(secret).redact(`<${text}>`)).toBe(`<${R}>`);
  });

  it.each(['', 'u', 'us', 'use'])('finds a secret in Base64 after %j', (before) => {
    const registry = registryOf(secret);
    for (const after of ['', ':', ':x', ':xy']) {
      for (const encoding of ['base64', 'base64url'] as const) {
        const text = Buffer.from(before + secret + after).toString(encoding);
        const redacted = registry.redact(text);
        expect(redacted).toContain(R);
        expect(Buffer.from(redacted.replace(R, ''), encoding).toString()).not.toContain('s3c');
        expect(redacted.length).toBeLessThan(R.length + before.length + after.length + 8);
      }
    }
  });

  it('finds single quotes that SQL doubles', () => {
    expect(registryOf("it's me").redact("PASSWORD 'it''s me'")).toBe(`PASSWORD '${R}'`);
  });

  it('finds tabs and carriage returns in their escapes', () => {
    expect(registryOf('a\tb\rc\td').redact('a\\tb\\rc\\td a\tb\rc\td')).toBe(`${R} ${R}`);
  });

  it('matches every character of a secret literally', () => {
    const registry = registryOf('a.*[b](c)|$^{2}?');
    expect(registry.redact('a.*[b](c)|$^{2}? aXX[b]')).toBe(`${R} aXX[b]`);
  });

  it('redacts a long secret to its last character', () => {
    const long = Array.from({ length: 300 }, (_, at) => `${at}-`).join('');
    for (const length of [255, 256, 257, 258, 512, 515, long.length]) {
      const registry = registryOf(long.slice(0, length));
      const left = registry.redact(long.slice(0, length)).replaceAll(R, '');
      expect(left).toBe('');
    }
  });

  it.each(['', 'short', 'REDACTED', '***REDACTED***'])('does not register %j', (text) => {
    const registry = new SecretRegistry();
    expect(registry.register(text)).toBe(false);
    expect(registry.redact('short REDACTED')).toBe('short REDACTED');
    expect(registry.version).toBe(0);
  });

  it('redacts several, and registers each once', () => {
    const registry = registryOf('first-secret', 'second-secret', 'first-secret');
    expect(registry.redact('first-secret second-secret')).toBe(`${R} ${R}`);
    expect(registry.version).toBe(2);
  });

  it('redacts a secret that is registered after the first use', () => {
    const registry = registryOf('first-secret');
    expect(registry.redact('second-secret')).toBe('second-secret');
    registry.register('second-secret');
    expect(registry.redact('second-secret')).toBe(R);
  });
});
