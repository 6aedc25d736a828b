import { expect, test } from 'vitest';
import { encodings } from './encodings.js';
import { expectNoCanary, findCanaries } from './find-canaries.js';

const secret = `p@ss:w/ör d"'\\%+4711`;

test.each(encodings.flatMap(({ name, encode }) => encode(secret).map((text) => [name, text])))(
  'a canary is found in %s: %s',
  (_, text) => {
    const found = findCanaries({ stdout: `before ${text} after`, stderr: 'nothing' }, { secret });
    expect(found).toMatchObject([{ output: 'stdout', canary: 'secret' }]);
  },
);

test('a canary inside encoded text is found', () => {
  const url = `postgres://me:${encodeURIComponent(secret)}@host/db`;
  for (const before of ['', 'a', 'ab', 'abc']) {
    const outputs = {
      base64: Buffer.from(`${before}${secret}z`).toString('base64'),
      json: JSON.stringify({ message: JSON.stringify({ before, secret }) }),
      hex: Buffer.from(before + secret).toString('hex'),
      url: `connecting to ${url}`,
      bytes: Buffer.from(secret),
    };
    const found = findCanaries(outputs, { secret });
    expect(found.map(({ output }) => output)).toEqual(Object.keys(outputs));
  }
});

test('a disclosed canary is reported by its name and place, and not repeated', () => {
  const outputs = { log: `failed for ${secret}` };
  expect(() => expectNoCanary(outputs, { password: secret })).toThrow(
    'Values were disclosed: password in log (plain)',
  );
});

test('outputs without a canary pass', () => {
  expect(
    findCanaries({ log: 'failed for [redacted]', dump: Buffer.from([0, 255]) }, { secret }),
  ).toEqual([]);
});

test('a canary that could be found by chance is refused', () => {
  expect(() => findCanaries({}, { short: 'abc' })).toThrow(RangeError);
});
