import { expect, it } from 'vitest';
import { withNamesInFile } from './names-in-file.js';

const composed = 'gr\u00f6sse';
const decomposed = 'gro\u0308sse';

it.each([
  [composed, decomposed],
  [decomposed, composed],
])('writes the names of options as the file does', (inFile, given) => {
  const options = { rename: { [given]: 'size', b: 'c' }, omit: [given, 'd'], empty: 'null' };
  expect(withNamesInFile(options, ['b', inFile])).toEqual({
    rename: { [inFile]: 'size', b: 'c' },
    omit: [inFile, 'd'],
    empty: 'null',
  });
});

it('keeps a name that the file has exactly, and options without names', () => {
  const names = [composed, decomposed];
  expect(withNamesInFile({ omit: [decomposed] }, names)).toEqual({ omit: [decomposed] });
  expect(withNamesInFile({}, names)).toEqual({});
});
