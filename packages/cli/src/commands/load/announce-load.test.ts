import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { Terminal } from '../../terminal/terminal.js';
import { announceLoad } from './announce-load.js';

/** Returns what is written to stderr. */
function announced(files: readonly string[], isTTY = true, isJson = false): string {
  const stderr = Object.assign(new PassThrough(), { isTTY, columns: 80 });
  const stdin = Object.assign(new PassThrough(), { isTTY });
  const terminal = new Terminal({ stdin, stdout: new PassThrough(), stderr, environment: {} });
  announceLoad({ isJson, terminal }, files, 'orders');
  return String(stderr.read() ?? '');
}

it.each([
  [['a.csv'], 'reading a.csv, to load into orders'],
  [['a.csv', 'b.csv'], 'reading 2 inputs, to load into orders'],
  [['-'], 'reading the standard input, to load into orders'],
  [['https://example.com/a.csv?key=private'], 'reading a download, to load into orders'],
  [['a\u001B[2J.csv'], 'reading a\\u001b[2J.csv, to load into orders'],
])('shows what is read of %j', (files, text) => {
  expect(announced(files)).toContain(text);
  expect(announced(files)).not.toContain('private');
});

it('shows nothing where no line can be removed again, and none for a script', () => {
  expect(announced(['a.csv'], false)).toBe('');
  expect(announced(['a.csv'], true, true)).toBe('');
});
