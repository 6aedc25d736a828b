import { describe, expect, it } from 'vitest';
import { holdsRedacted, redactJson, redactText } from './redact-json.js';

describe('redactJson', () => {
  it('keeps values that are not secret', () => {
    const request = { input: '/data/in.csv', mode: 'upsert', params: { day: '2026-01-01', n: 3 } };
    expect(JSON.parse(redactJson(request))).toEqual(request);
  });

  it.each([
    ...['password', 'dbPassword', 'PASSWD', 'passwords', 'api_key', 'X-Api-Key', 'apiToken'],
    ...['client-secret', 'Cookie', 'authorization', 'auth', 'bearer', 'private-key', 'signature'],
  ])('replaces the value of a field called %s, at any depth', (name) => {
    const written = redactJson({ params: [{ [name]: 'canary' }] });
    expect(JSON.parse(written)).toEqual({ params: [{ [name]: '[redacted]' }] });
  });

  it.each([
    ['postgres://wdh:canary@db/x', 'postgres://[redacted]@db/x'],
    ['see https://canary@host/a?b=1', 'see https://[redacted]@host/a?b=1'],
    ['https://host/a?token=canary&b=1', 'https://host/a?token=[redacted]&b=1'],
    ['s3://b/k?X-Amz-Signature=canary', 's3://b/k?X-Amz-Signature=[redacted]'],
    ['host=db password=canary user=u', 'host=db password=[redacted] user=u'],
    ["host=db password='canary x' user=u", 'host=db password=[redacted] user=u'],
    ['password: "canary x"', 'password: [redacted]'],
    ['{"password":"canary","n":1}', '{"password":[redacted],"n":1}'],
    ['AWS_SECRET_ACCESS_KEY=canary', 'AWS_SECRET_ACCESS_KEY=[redacted]'],
    ['Authorization: Bearer canary', 'Authorization: Bearer [redacted]'],
    ['postgres://wdh:can/ary#x@db/x', 'postgres://[redacted]@db/x'],
    ['http://host:8080/to/a@b', 'http://host:8080/to/a@b'],
  ])('replaces the secrets in the text %j', (text, kept) => {
    expect(JSON.parse(redactJson({ input: text }))).toEqual({ input: kept });
  });

  it('replaces what follows an option of a command line', () => {
    const argv = ['--password', 'canary', '--mode', 'append', '--api-key=canary', 'tokens', 'x'];
    expect(JSON.parse(redactJson({ argv }))).toEqual({
      argv: ['--password', '[redacted]', '--mode', 'append', '--api-key=[redacted]', 'tokens', 'x'],
    });
  });

  it('replaces the value of a pair', () => {
    const headers = [{ name: 'X-Token', value: 'canary' }];
    expect(JSON.parse(redactJson({ headers }))).toEqual({
      headers: [{ name: 'X-Token', value: '[redacted]' }],
    });
  });

  it('processes hostile texts in linear time', () => {
    const units = ['://', 'a://', 'a:', 'token=', 'token="', 'a-', 'a.', '@', 'pass', 'bearer '];
    const started = performance.now();
    for (const unit of units) redactText(unit.repeat(200_000 / unit.length));
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it.each([
    ['a function', () => 1],
    ['a bigint', 1n],
    ['a circle', circle()],
    ['a text of 70 kB', 'x'.repeat(70_000)],
  ])('refuses %s', (_, value) => {
    expect(() => redactJson(value)).toThrow(
      expect.objectContaining({ code: 'REQUEST_NOT_RECORDABLE', category: 'usage' }) as Error,
    );
  });
});

function circle(): object {
  const found: Record<string, unknown> = {};
  found['self'] = found;
  return found;
}

describe('holdsRedacted', () => {
  it('finds what redactJson has replaced, at any depth', () => {
    const redacted: unknown = JSON.parse(redactJson({ params: [{ apiToken: 'canary' }] }));
    expect(holdsRedacted(redacted)).toBe(true);
    const address: unknown = JSON.parse(redactJson('https://example.org/?token=canary'));
    expect(holdsRedacted(address)).toBe(true);
    expect(holdsRedacted({ day: '2026-01-31', rows: [1, null, true] })).toBe(false);
  });
});
