import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLogging, escapeControls, escapeLines } from '../../src/index.js';
import { CapturedStream } from '../captured-stream.js';

const obeyed = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** Control sequences of terminals, log readers and web pages, and lines that look like entries. */
const attack = fc.constantFrom(
  ...[
    '\u001B[2J',
    '\u001B]0;x\u0007',
    '\u009B31m',
    '\r',
    '\n',
    '\r\n',
    '\u0085',
    '\u2028',
    '\u2029',
  ],
  ...[
    '\u202E',
    '\u2066',
    '\u200B',
    '\u00AD',
    '\uFEFF',
    '\u{E0001}',
    '\u0000',
    '\u007F',
    '\t',
    '\\',
  ],
  '\n{"timestamp":"2026-01-31T10:30:15.234Z","level":"info","event":"forged","context":{}}',
  '\n2026-01-31T10:30:15.234Z INFO  forged forged.event',
);
const hostile = fc
  .array(fc.oneof(attack, fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 8 })
  .map((parts) => parts.join(''));
const context = fc.dictionary(
  hostile,
  fc.oneof(
    hostile,
    fc.array(hostile),
    hostile.map((text) => new Error(text)),
  ),
);

function printed(format: 'json' | 'pretty', colors: boolean, given: readonly [string, object]) {
  const stdout = new CapturedStream();
  const logging = createLogging({ stdout, format, colors });
  logging
    .getLogger(given[0])
    .bind({ bound: given[0] })
    .info(given[0], { ...given[1] });
  return stdout.text;
}

describe('an entry of hostile names and values', () => {
  it('is one line of JSON without a control character, and has the same value', () => {
    fc.assert(
      fc.property(hostile, context, (name, facts) => {
        const text = printed('json', false, [name, facts]);
        expect(text.slice(0, -1)).not.toMatch(obeyed);
        const entry = JSON.parse(text) as { readonly event: string };
        expect(entry.event).toBe(name);
      }),
    );
  });

  it('is readable text in which every line except the first is indented or a bracket', () => {
    fc.assert(
      fc.property(hostile, context, fc.boolean(), (name, facts, colors) => {
        const text = printed('pretty', colors, [name, facts]);
        const [first = '', ...others] = text.slice(0, -1).split('\n');
        expect(first).toMatch(/Z/);
        for (const line of others)
          expect(stripVTControlCharacters(line)).toMatch(/^(?: {2}|[}\]])/);
        const plain = text.replaceAll('\n', '').replaceAll(/\u001B\[\d+m/g, '');
        expect(plain).not.toMatch(obeyed);
      }),
    );
  });
});

describe('escapeControls', () => {
  it('escapes all control characters, and keeps all others', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const escaped = escapeControls(text);
        expect(escaped).not.toMatch(obeyed);
        expect(escapeControls(escaped)).toBe(escaped);
        if (!obeyed.test(text)) expect(escaped).toBe(text);
      }),
    );
  });

  it('covers every character of these categories', () => {
    for (let code = 0; code <= 0x10_ffff; code += 1) {
      const character = String.fromCodePoint(code);
      if (obeyed.test(character)) expect(escapeControls(character)).toMatch(/^(?:\\u[\da-f]{4})+$/);
    }
  });
});

describe('escapeLines', () => {
  it('keeps line breaks, and indents each line after the first', () => {
    expect(escapeLines('one\r\ntwo\n\u001B[1mthree\rfour')).toBe(
      'one\n  two\n  \\u001b[1mthree\\u000dfour',
    );
    fc.assert(
      fc.property(hostile, (text) => {
        const [, ...others] = escapeLines(text).split('\n');
        for (const line of others) expect(line).toMatch(/^ {2}/);
        expect(others.join('')).not.toMatch(obeyed);
      }),
    );
  });
});
