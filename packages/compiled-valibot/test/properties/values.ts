import fc from 'fast-check';

/** A moment. */
export const instant = new Date('2026-05-01T00:00:00Z');

/** Texts that actions are about. */
export const texts = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    'b',
    'ab',
    ' a ',
    '1',
    '12',
    '-3.5',
    '007',
    'true',
    'no',
    '2026-02-29',
    '2026-05-01',
    '2026-05-01T10:20:30Z',
    '10:20',
    'a b',
    'Ärger',
    '👩‍👩‍👧',
    '4111111111111111',
    'someName',
    'https://a.example',
    'a@b.example',
    '10.0.0.1',
    '__proto__',
    '\u2028',
    '\ud800',
  ),
  fc.string({ maxLength: 6 }),
);

/** Numbers that behave in their own way. */
export const numbers = fc.oneof(
  fc.constantFrom(0, -0, 1, 2, 3, 7, 8, NaN, Infinity, -Infinity, 2 ** 31, 2 ** 53, 1.5),
  fc.double(),
);

/** Values of every type. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: texts },
  { weight: 2, arbitrary: numbers },
  fc.constantFrom<unknown>(
    null,
    undefined,
    true,
    false,
    5n,
    Symbol.iterator,
    instant,
    new Date(NaN),
  ),
  fc.constantFrom<unknown>([], ['a'], {}, Object.create(null), new Map(), new Set(), Math.max),
);

/** Names of entries. */
export const keys = fc.constantFrom(
  'a',
  'b',
  'key with "',
  '1',
  'constructor',
  'toString',
  '\u2028',
  "x'];",
);
