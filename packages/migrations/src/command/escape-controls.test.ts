import { expect, it } from 'vitest';
import { escapeControls, escapeLines } from './escape-controls.js';
import { runMigrateCommand } from './run-migrate-command.js';

const obeyed = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

it('escapes every control, format and separator character, and leaves all others', () => {
  const isRight = (character: string): boolean => {
    const escaped = escapeControls(character);
    return obeyed.test(character) ? /^(?:\\u[\da-f]{4})+$/.test(escaped) : escaped === character;
  };
  const characters = Array.from({ length: 0x11_0000 }, (_, code) => String.fromCodePoint(code));
  expect(characters.filter((character) => !isRight(character))).toEqual([]);
});

it('indents each line of a message after the first', () => {
  expect(escapeLines('one\r\ntwo\n\u001B[1mthree')).toBe('one\n  two\n  \\u001b[1mthree');
});

it.each([
  [['--\u001B[2J\u202E']],
  [['up', '--url-file', '/none/\u009B31m\n[INTERNAL] forged\u2028']],
])('answers %j without control characters', async (args) => {
  let complaint = '';
  const complain = (text: string): void => void (complaint += text);
  const exitCode = await runMigrateCommand(args, { folders: [], complain });
  expect(exitCode).toBeGreaterThan(0);
  expect(complaint).toContain('\\u');
  for (const line of complaint.trimEnd().split('\n')) {
    expect(line).not.toMatch(obeyed);
    expect(line).not.toMatch(/^\[INTERNAL\] forged/);
  }
});
