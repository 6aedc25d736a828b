import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLogging, redact } from '../../src/index.js';
import { CapturedStream } from '../captured-stream.js';

const anything = fc.anything({
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
  maxDepth: 4,
});

/** Pieces of text that the rules look for, in any order. */
const fragment = fc.constantFrom(
  ...[
    'password',
    'token',
    'Authorization',
    'cookie',
    'Bearer',
    'Basic',
    'eyJabcdef.abc',
    '--token',
  ],
  ...['=', ':', ' ', '"', "'", '\\', '\\"', '\n', '@', '://', 'postgres', 'https', '%3D', '/', '&'],
  ...[
    'mysql -p',
    'curl -u ',
    'sshpass -p ',
    'a:5432:b:c:',
    '--',
    'pass',
    'key',
    'api',
    'name',
    'value',
  ],
  ...['{', '}', '[', '<pass>', '</', ',', 'login ', '$$', 'Key (', ')=(', 'Failed query: '],
  ...['-----BEGIN PRIVATE KEY-----', '-----END PRIVATE KEY-----', 'x', '1', 'abc', ']', '.'],
);
const awkward = fc.array(fragment, { maxLength: 25 }).map((parts) => parts.join(''));

describe('redact', () => {
  it('converts any value to plain JSON data, and changes nothing the second time', () => {
    fc.assert(
      fc.property(anything, (value) => {
        const copy = redact(value);
        expect(JSON.parse(JSON.stringify(copy))).toEqual(copy);
        expect(redact(copy)).toEqual(copy);
      }),
      { numRuns: 300 },
    );
  });

  it('changes nothing the second time in text that looks like a secret', () => {
    fc.assert(
      fc.property(awkward, (text) => {
        const once = redact(text);
        expect(redact(once)).toBe(once);
      }),
      { numRuns: 2000 },
    );
  });

  it('does not change numbers and harmless text', () => {
    const words = fc.stringMatching(/^[a-d0-9 .,_-]*$/);
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('rows', 'step', 'n'), words), (value) => {
        expect(redact(value)).toEqual({ ...value });
      }),
    );
  });
});

describe('a log call', () => {
  it('writes exactly one line that parses, whatever event and context are', () => {
    const stdout = new CapturedStream();
    const logger = createLogging({ stdout }).getLogger('test');
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.dictionary(fc.string(), anything),
        (event, context) => {
          stdout.text = '';
          logger.bind(context).info(event, context);
          expect(stdout.entries).toHaveLength(1);
        },
      ),
      { numRuns: 300 },
    );
  });
});
