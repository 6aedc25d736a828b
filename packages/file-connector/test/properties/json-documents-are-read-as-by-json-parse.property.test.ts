import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonSource, type JsonSourceOptions } from '../../src/index.js';
import { readInPieces } from '../support/read-in-pieces.js';

type Json = unknown;

const read = (text: string, options: JsonSourceOptions, sizes: readonly number[]) =>
  readInPieces(text, (bytes) => jsonSource(bytes, options), sizes);

const space = fc.stringMatching(/^[ \t\r\n]{0,3}$/);
const key = fc.constantFrom('a', 'b', 'items', '__proto__', 'ü"\\', '', '{"[:');
const scalar = fc.oneof(
  fc.constantFrom('null', 'true', '0', '-0.0', '1.50', '1e3', '9007199254740991', '"\\u00e9"'),
  fc.string().map((text) => JSON.stringify(text)),
  fc.string({ unit: 'grapheme' }).map((text) => JSON.stringify(text)),
);

/** JSON with blanks anywhere, and a key once in its object. */
const { value, object } = fc.letrec<{ value: string; object: string; array: string }>((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, scalar, tie('array'), tie('object')),
  array: fc
    .tuple(fc.array(tie('value'), { maxLength: 3 }), space)
    .map(([parts, blank]) => `[${blank}${parts.join(`${blank},${blank}`)}${blank}]`),
  object: fc
    .tuple(
      fc.uniqueArray(key, { maxLength: 4 }),
      fc.array(tie('value'), { minLength: 4, maxLength: 4 }),
      space,
    )
    .map(([keys, parts, blank]) => {
      const fields = keys.map((name, at) => `${JSON.stringify(name)}${blank}:${parts[at] ?? ''}`);
      return `{${blank}${fields.join(`,${blank}`)}${blank}}`;
    }),
}));

const records = fc.array(fc.oneof({ weight: 4, arbitrary: object }, value), { maxLength: 6 });
const document = fc
  .tuple(records, space)
  .map(([parts, blank]) => `${blank}[${blank}${parts.join(`${blank},`)}]${blank}`);
const sizes = fc.integer({ min: 1, max: 30 });

const isRow = (record: Json): boolean =>
  typeof record === 'object' && record !== null && !Array.isArray(record);
/** Text that a record may not contain, though it is JSON. */
const unloadable = /\\u0000|\\u[dD][89a-fA-F]|[\uE000-\uF8FF]/;

describe('jsonSource', () => {
  it('reads the objects of any array as JSON.parse does, and rejects its other elements', async () => {
    await fc.assert(
      fc.asyncProperty(document, sizes, async (text, size) => {
        fc.pre(!unloadable.test(text));
        const expected = JSON.parse(text) as Json[];
        const { rows, rejected, statistics } = await read(text, {}, [size]);
        expect(rows).toEqual(expected.filter(isRow));
        expect(rejected).toHaveLength(expected.length - rows.length);
        expect(statistics.records).toBe(expected.length);
      }),
      { numRuns: 300 },
    );
  });

  it('reads the same records wherever they are in a document', async () => {
    await fc.assert(
      fc.asyncProperty(document, value, value, sizes, async (text, before, after, size) => {
        const around = `{"x":${before},"data":[${before},{"y":${after},"items":${text}}],"z":${after}}`;
        const plain = await read(text, {}, []);
        const { rows, rejected } = await read(around, { at: 'data[1].items' }, [size]);
        expect(rows).toEqual(plain.rows);
        expect(rejected.map(({ code }) => code)).toEqual(plain.rejected.map(({ code }) => code));
      }),
      { numRuns: 200 },
    );
  });

  it('counts each physical line of a document once', async () => {
    await fc.assert(
      fc.asyncProperty(document, value, async (text, around) => {
        const whole = `{"x":${around},\n"items":${text}\n}\n \n`;
        const { statistics } = await read(whole, { at: 'items' }, [3]);
        const { lines, recordLines, skippedLines, blankLines } = statistics;
        expect(lines).toBe(whole.split('\n').length - (whole.endsWith('\n') ? 1 : 0));
        expect(recordLines + skippedLines + blankLines).toBe(lines);
      }),
      { numRuns: 200 },
    );
  });

  it('fails for a damaged document, or reads exactly what JSON.parse reads', async () => {
    const damage = fc.record({
      at: fc.nat(),
      removed: fc.nat({ max: 3 }),
      added: fc.oneof(
        fc.constantFrom('', '\\u12', 'NaN', '{"a":1}', '\ufeff'),
        fc.stringMatching(/^[[\]{},:"\\ 1.entx'/\0-]$/),
      ),
    });
    await fc.assert(
      fc.asyncProperty(document, damage, sizes, async (text, { at, removed, added }, size) => {
        const start = at % (text.length + 1);
        // As bytes: half a surrogate pair is replaced.
        const bytes = Buffer.from(text.slice(0, start) + added + text.slice(start + removed));
        const damaged = bytes.toString();
        fc.pre(!unloadable.test(damaged));
        const expected = valuesOf(damaged);
        const outcome = await read(damaged, {}, [size]).catch((error: unknown) => error);
        if (outcome instanceof Error) {
          expect((outcome as { code?: unknown }).code).toMatch(
            /^(?:JSON_DOCUMENT_IN(?:VALID|COMPLETE)|INVALID_ENCODING)$/,
          );
          expect(expected?.length === 1).toBe(false);
          return;
        }
        const { rows, rejected } = outcome as Awaited<ReturnType<typeof read>>;
        const found = (expected ?? expect.fail('invalid JSON was read')).flatMap(recordsOf);
        expect(rows.length + rejected.length).toBe(found.length);
        const repeated = rejected.filter(({ code }) => code !== 'NOT_AN_OBJECT').length;
        if (repeated === 0) expect(rows).toEqual(found.filter(isRow));
      }),
      { numRuns: 800 },
    );
  });

  it('fails for each beginning of an array', async () => {
    await fc.assert(
      fc.asyncProperty(document, fc.nat(), async (text, at) => {
        const whole = text.trim();
        const outcome = await read(whole.slice(0, at % whole.length), {}, [2]).catch(
          (error: unknown) => error,
        );
        expect(outcome).toMatchObject({ code: 'JSON_DOCUMENT_INCOMPLETE' });
      }),
      { numRuns: 500 },
    );
  });
});

const recordsOf = (one: Json): readonly Json[] => (Array.isArray(one) ? (one as Json[]) : [one]);

/** Splits concatenated JSON by trying each end; null where it is none, or there is no value. */
function valuesOf(text: string): readonly Json[] | null {
  const values: Json[] = [];
  let rest = text.replace(/^[\s\ufeff]+/, '');
  while (rest !== '') {
    const end = ends(rest).find((length) => parsed(rest.slice(0, length)) !== undefined);
    if (end === undefined) return null;
    values.push(parsed(rest.slice(0, end)));
    rest = rest.slice(end).replace(/^[\s\ufeff]+/, '');
  }
  return values.length === 0 ? null : values;
}

const ends = (text: string): number[] =>
  Array.from({ length: text.length }, (_, at) => text.length - at);

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
