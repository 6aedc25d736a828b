import { describe, expect, test } from 'vitest';
import { slackRefusal, slackUnreachable } from './slack-failure.js';

const answer = (status: number, body: string | null = null, headers = {}): Response =>
  new Response(body, { status, headers });

describe('an answer', () => {
  test.each([200, 204])('%s is a success', async (status) => {
    expect(await slackRefusal(answer(status, status === 204 ? null : 'ok'))).toBeNull();
  });

  test.each([
    [400, 'invalid_payload', false, 'Slack answered 400 (invalid_payload).'],
    [403, 'action_prohibited\n', false, 'Slack answered 403 (action_prohibited).'],
    [404, '<html>secret</html>', false, 'Slack answered 404.'],
    [410, null, false, 'Slack answered 410.'],
    [429, '', true, 'Slack answered 429.'],
    [500, 'rollup_error', true, 'Slack answered 500 (rollup_error).'],
    [503, 'x'.repeat(100_000), true, 'Slack answered 503.'],
  ])('%s %s', async (status, body, isRetryable, summary) => {
    expect(await slackRefusal(answer(status, body))).toMatchObject({ summary, isRetryable });
  });

  test.each([301, 302, 307, 308])('%s: redirects are not followed', async (status) => {
    for (const body of [null, 'moved']) {
      const location = { location: 'https://evil.example/' };
      const refusal = await slackRefusal(answer(status, body, location));
      expect(refusal).toMatchObject({ isRetryable: false });
      expect(refusal?.summary).toContain('redirects are not followed');
      expect(refusal?.summary).not.toContain('evil');
    }
  });

  test.each([
    ['1', 1_000],
    ['0', 0],
    ['999999', 999_999_000],
    ['1.5', undefined],
    ['-1', undefined],
    ['Wed, 21 Oct 2026 07:28:00 GMT', undefined],
  ])('Retry-After %j asks for %s ms', async (header, retryAfterMs) => {
    const refusal = await slackRefusal(answer(429, null, { 'retry-after': header }));
    expect(refusal?.retryAfterMs).toBe(retryAfterMs);
  });
});

describe('a request without an answer', () => {
  const failed = (cause: unknown): TypeError => new TypeError('fetch failed', { cause });
  const coded = (code: string): Error => Object.assign(new Error('secret'), { code });

  test.each([
    [failed(coded('ECONNREFUSED')), 'ECONNREFUSED', true],
    [failed(coded('ENOTFOUND')), 'ENOTFOUND', true],
    [failed(coded('UND_ERR_CONNECT_TIMEOUT')), 'UND_ERR_CONNECT_TIMEOUT', true],
    // It may have been posted.
    [failed(coded('UND_ERR_SOCKET')), 'UND_ERR_SOCKET', false],
    [failed(coded('ECONNRESET')), 'ECONNRESET', false],
    [failed(coded('CERT_HAS_EXPIRED')), 'CERT_HAS_EXPIRED', false],
    [coded('EX'), 'EX', false],
    [failed(undefined), 'no code', false],
    [undefined, 'no code', false],
  ])('%s', (error, code, isRetryable) => {
    const failure = slackUnreachable(error);
    expect(failure).toMatchObject({
      summary: `Slack could not be reached (${code}).`,
      isRetryable,
    });
    expect(failure).not.toHaveProperty('cause');
  });
});
