import { describe, expect, it } from 'vitest';
import { LineBuffer } from './line-buffer.js';

function written(write: (line: LineBuffer) => void): string {
  const line = new LineBuffer();
  write(line);
  return line.take().toString();
}

describe('LineBuffer', () => {
  it('separates fields by tabs and ends lines with a line feed', () => {
    const text = written((line) => {
      line.addText('a');
      line.addNull();
      line.addText('');
      line.endLine();
      line.addText('b');
      line.endLine();
    });
    expect(text).toBe('a\t\\N\t\nb\n');
  });

  it('escapes special characters of the format, and keeps other alphabets', () => {
    const text = written((line) => {
      line.addText('a\tb\nc\rd\\e');
      line.addText('é 字 😀');
      line.endLine();
    });
    expect(text).toBe('a\\tb\\nc\\rd\\\\e\té 字 😀\n');
  });

  it.each(['x', '\t', 'é'])('writes %j at the end of texts of any length', (character) => {
    const texts = Array.from({ length: 80 }, (_, length) => 'x'.repeat(length) + character);
    const text = written((line) => {
      for (const field of texts) line.addText(field);
      line.endLine();
    });
    expect(text).toBe(`${texts.map((field) => field.replace('\t', '\\t')).join('\t')}\n`);
  });

  it.each(['x', '字', '\\', '😀'])('stores a field of any length of %j', (character) => {
    const field = character.repeat(300_000);
    const text = written((line) => {
      line.addText('before');
      line.addText(field);
      line.addNull();
      line.endLine();
    });
    expect(text === `before\t${field.replaceAll('\\', '\\\\')}\t\\N\n`).toBe(true);
  });

  it('grows after content of any length', () => {
    for (let length = 196_600; length < 196_612; length += 1) {
      const before = 'x'.repeat(length);
      const text = written((line) => {
        line.addText(before);
        line.addNull();
        line.endLine();
      });
      expect(text === `${before}\t\\N\n`).toBe(true);
    }
  });

  it('returns bytes that later lines do not change', () => {
    const line = new LineBuffer();
    line.addText('first');
    const first = line.take();
    line.addText('second');
    expect(first.toString()).toBe('first\t');
    expect(line.take().toString()).toBe('second\t');
  });
});
