import { expect, it } from 'vitest';
import { checksumIn } from './parse-checksums.js';

const one = 'a'.repeat(64);
const two = 'b'.repeat(64);

it.each([
  ['of sha256sum', `${one}  a.zip\n`],
  ['of sha256sum for bytes', `${one} *a.zip\n`],
  ['in capital letters', `${one.toUpperCase()}  a.zip\n`],
  ['without a newline', `${one}  a.zip`],
  ['with a byte order mark and CRLF', `\uFEFF${one}  a.zip\r\n`],
  ['of a file in a folder', `${one}  ./out/a.zip\n`],
  ['of a file in a folder of Windows', `${one}  C:\\out\\a.zip\n`],
  ['of BSD', `SHA256 (a.zip) = ${one}\n`],
  ['of OpenSSL 1', `SHA256(a.zip)= ${one}\n`],
  ['of OpenSSL 3', `SHA2-256(out/a.zip)= ${one}\n`],
  ['below a comment', `# made on a Monday\n${one}  a.zip\n`],
  ['alone', `\n${one}\n\n`],
  ['among others', `${two}  b.zip\n${one}  a.zip\n`],
  ['twice', `${one}  a.zip\n${one}  a.zip\n`],
])('finds a checksum %s', (_how, text) => {
  expect(checksumIn(text, 'sums', 'a.zip')).toBe(one);
});

it('finds a name that was escaped, and one with other accents', () => {
  expect(checksumIn(`\\${one}  a\\\\b\\nc.zip\n`, 'sums', 'b\nc.zip')).toBe(one);
  expect(checksumIn(`${one}  gru\u0308n.zip\n`, 'sums', 'gr\u00fcn.zip')).toBe(one);
});

it.each([
  ['', /contains no checksum\./],
  ['\n\n', /contains no checksum\./],
  [`${one}  b.zip\n`, /contains no checksum of a\.zip/],
  [`${one}\n${two}\n`, /contains no checksum of a\.zip/],
  [`${one}  a.zip\n${two}  a.zip\n`, /contains two checksums of a\.zip/],
  ['<html>not found</html>\n', /line 1 is not "<hex> {2}<name>"/],
  [`${one}  a.zip\n-- signed --\n`, /line 2 is not/],
  [`MD5 (a.zip) = ${one}\n`, /line 1 is not/],
  [`${'a'.repeat(32)}  a.zip\n`, /line 1 has 32 digits instead of the 64/],
  [`${'a'.repeat(128)}\n`, /line 1 has 128 digits/],
  [`${'a'.repeat(63)}  a.zip\n`, /line 1 has 63 digits/],
])('refuses %j, and says why', (text, problem) => {
  const find = (): string => checksumIn(text, 'sums', 'a.zip');
  expect(find).toThrow(expect.objectContaining({ code: 'CHECKSUM_INVALID', category: 'file' }));
  expect(find).toThrow(problem);
});
