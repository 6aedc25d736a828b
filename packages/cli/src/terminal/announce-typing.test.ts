import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { announceTyping } from './announce-typing.js';
import { Terminal } from './terminal.js';

/** Returns what is written to stderr. */
async function announced(input: string | undefined, isTyped: boolean): Promise<string> {
  const stderr = new PassThrough();
  const stdin = Object.assign(new PassThrough(), { isTTY: isTyped });
  const terminal = new Terminal({ stdin, stdout: new PassThrough(), stderr, environment: {} });
  await announceTyping(terminal, input);
  return String(stderr.read() ?? '');
}

it('says what a command waits for that reads its input from a terminal', async () => {
  expect(await announced('-', true)).toMatch(/^Waiting for the standard input: .*Ctrl\+D/);
});

it.each([
  ['another input', 'a.csv', true],
  ['no input', undefined, true],
  ['a pipe', '-', false],
])('says nothing for %s', async (_what, input, isTyped) => {
  expect(await announced(input, isTyped)).toBe('');
});
