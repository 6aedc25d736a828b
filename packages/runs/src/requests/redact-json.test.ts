import { describe, expect, it } from 'vitest';
import { redactJson } from './redact-json.js';

describe('redactJson', () => {
  it('keeps values that are not secret', () => {
    const request = { input: '/data/in.csv', mode: 'upsert', params: { day: '2026-01-01', n: 3 } };
    expect(JSON.parse(redactJson(request))).toEqual(request);
  });

  it.each(['password', 'dbPassword', 'PASSWD', 'api_key', 'apiToken', 'client-secret', 'Cookie'])(
    'replaces the value of a field called %s, at any depth',
    (name) => {
      const written = redactJson({ params: [{ [name]: 'canary' }] });
      expect(JSON.parse(written)).toEqual({ params: [{ [name]: '[redacted]' }] });
    },
  );

  it.each([
    ['postgres://wdh:canary@db/x', 'postgres://[redacted]@db/x'],
    ['see https://canary@host/a?b=1', 'see https://[redacted]@host/a?b=1'],
    ['https://host/a?token=canary&b=1', 'https://host/a?token=[redacted]&b=1'],
    ['s3://b/k?X-Amz-Signature=canary', 's3://b/k?X-Amz-Signature=[redacted]'],
    ['host=db password=canary user=u', 'host=db password=[redacted] user=u'],
  ])('replaces the secrets in the text %j', (text, kept) => {
    expect(JSON.parse(redactJson({ input: text }))).toEqual({ input: kept });
  });

  it('processes hostile texts in linear time', () => {
    const started = performance.now();
    for (const unit of ['://', 'a://', 'token=', 'token', 'a-', '@', 'pass'])
      redactJson(unit.repeat(10_000));
    expect(performance.now() - started).toBeLessThan(2_000);
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
