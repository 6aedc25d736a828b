import { expect, test } from 'vitest';
import { refusedWith, unopenedBy } from './handshake-failure.js';

const now = Date.UTC(2026, 0, 1);

test.each([301, 400, 401, 403, 404, 407, 410, 426, 451])('%i needs other options', (status) => {
  expect(refusedWith(status, {}, now)).toMatchObject({
    reason: 'refused',
    isPermanent: true,
    status,
  });
});

test.each([408, 418, 425, 429, 500, 502, 503, 504])('%i is tried again', (status) => {
  expect(refusedWith(status, {}, now).isPermanent).toBe(false);
});

test.each([
  ['120', 120_000],
  [' 0 ', 0],
  ['Thu, 01 Jan 2026 00:01:30 GMT', 90_000],
  ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
  ['99999999999', 86_400_000],
])('a Retry-After of %s is a wait of %i ms', (value, expected) => {
  expect(refusedWith(429, { 'retry-after': value }, now).retryAfterMs).toBe(expected);
});

test('a Retry-After that is not a time is ignored', () => {
  expect(refusedWith(429, { 'retry-after': 'soon' }, now)).not.toHaveProperty('retryAfterMs');
  expect(refusedWith(429, {}, now)).not.toHaveProperty('retryAfterMs');
});

test.each([
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'untrusted', true],
  ['CERT_HAS_EXPIRED', 'untrusted', true],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'untrusted', true],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'untrusted', true],
  ['HPE_INVALID_CONSTANT', 'refused', true],
  ['ENOTFOUND', 'unreachable', undefined],
  ['EAI_AGAIN', 'unreachable', undefined],
  ['ECONNREFUSED', 'unreachable', undefined],
  ['ECONNRESET', 'unreachable', undefined],
  ['EPROTO', 'unreachable', undefined],
])('the error %s makes a feed %s', (code, reason, isPermanent) => {
  const end = unopenedBy(Object.assign(new Error('a secret'), { code }));
  expect(end.reason).toBe(reason);
  expect(end.isPermanent).toBe(isPermanent);
  expect(end.explanation).not.toContain('secret');
});
