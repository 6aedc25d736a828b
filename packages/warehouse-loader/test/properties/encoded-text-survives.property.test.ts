import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineBuffer } from '../../src/copy/line-buffer.js';
import { decimalText } from '../../src/values/encode-number.js';
import { encodeText } from '../../src/values/encode-text.js';
import { timestampText } from '../../src/values/encode-time.js';

/** Reads a field of COPY's text format, as the manual describes it. */
function decodeText(field: string): string {
  const escapes: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', '\\': '\\' };
  return field.replace(/\\(.)/gs, (_, letter: string) => escapes[letter] ?? letter);
}

test('a text comes back from its encoding, which holds no separator', () => {
  const text = fc.string({
    unit: fc.oneof(fc.constantFrom('\\', '\t', '\n', '\r', 'N', 'n', '.'), fc.string()),
  });
  fc.assert(
    fc.property(text, (value) => {
      fc.pre(!value.includes('\0') && !/\p{Surrogate}/u.test(value));
      const encoded = encodeText(value);
      expect(encoded).not.toMatch(/[\t\n\r]/);
      expect(encoded).not.toBe('\\N');
      expect(decodeText(encoded)).toBe(value);
    }),
  );
});

test('a line holds the bytes of its texts, encoded', () => {
  const text = fc.string({
    unit: fc.oneof(
      fc.constantFrom('\\', '\t', 'é', '😀'),
      fc.string(),
      fc.string({ unit: 'grapheme' }),
    ),
  });
  fc.assert(
    fc.property(fc.array(text, { minLength: 1 }), (texts) => {
      fc.pre(texts.every((value) => !value.includes('\0') && !/\p{Surrogate}/u.test(value)));
      const line = new LineBuffer();
      for (const value of texts) line.addText(value);
      line.endLine();
      expect(line.take().toString()).toBe(`${texts.map(encodeText).join('\t')}\n`);
    }),
  );
});

test('any text is encoded or refused with a code', () => {
  const text = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(text, (value) => {
      const isStorable = !value.includes('\0') && !/\p{Surrogate}/u.test(value);
      const code: unknown = isStorable ? undefined : expect.stringMatching(/^TEXT_/);
      let refusal: { code?: string } = {};
      try {
        encodeText(value);
      } catch (error) {
        refusal = error as { code?: string };
      }
      expect(refusal.code).toEqual(code);
    }),
  );
});

test('a number becomes a decimal that reads as the same number, or is refused', () => {
  fc.assert(
    fc.property(fc.double(), (value) => {
      let text: string;
      try {
        text = decimalText(value);
      } catch (error) {
        expect(error).toHaveProperty('code', 'VALUE_WOULD_CHANGE');
        return;
      }
      expect(Number(text)).toBe(value === 0 ? 0 : value);
    }),
  );
});

test('a decimal of up to 15 digits is never refused', () => {
  const decimal = fc.tuple(fc.bigInt(0n, 10n ** 15n - 1n), fc.integer({ min: 0, max: 15 }));
  fc.assert(
    fc.property(decimal, ([digits, scale]) => {
      const value = Number(`${digits}e-${scale}`);
      expect(Number(decimalText(value))).toBe(value);
    }),
  );
});

test('a point in time of the years 1 to 9999 is written as ISO 8601', () => {
  const min = new Date('0001-01-01T00:00:00Z');
  const max = new Date('9999-12-31T23:59:59.999Z');
  fc.assert(
    fc.property(fc.date({ min, max, noInvalidDate: true }), (date) => {
      expect(timestampText(date)).toBe(date.toISOString());
    }),
  );
});
