import { describe, expect, it } from 'vitest';
import { redact } from './redact.js';
import { registerSecret } from './secrets/registered-secrets.js';

const R = '***REDACTED***';

describe('redact with a registered secret', () => {
  const secret = 'stay-silent-42';
  registerSecret(secret);
  registerSecret('8675309');

  it('hides it in keys, values and numbers', () => {
    expect(redact({ [secret]: [`a ${secret} b`], n: 8_675_309, ok: 1 })).toEqual({
      [R]: [`a ${R} b`],
      n: R,
      ok: 1,
    });
  });

  it('hides the parts of one that is split over fields, and nothing else', () => {
    const value = { a: 'x stay', b: { c: '-sil' }, d: ['ent-', '42 y'], e: 'z' };
    expect(redact(value)).toEqual({ a: `x ${R}`, b: { c: R }, d: [R, `${R} y`], e: 'z' });
  });

  it('hides one that is spelled character by character', () => {
    expect(redact(Array.from(secret))).toEqual(Array.from(secret, () => R));
  });

  it('hides each of several in one text', () => {
    expect(redact(`${secret}, ${secret}`)).toBe(`${R}, ${R}`);
  });

  it('hides all of one with a blank in an assignment', () => {
    registerSecret('two words');
    expect(redact('password=two words')).toBe(`password=${R}`);
  });
});
