import fc from 'fast-check';

/** Text of the characters that structure CSV, in any order. */
export const csvGarbage = fc
  .array(
    fc.constantFrom(
      '"',
      '""',
      ',',
      '\n',
      '\r\n',
      '\r',
      'x',
      'yz',
      ' ',
      ',"',
      '",',
      '"\n',
      'ü',
      '😀',
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));
