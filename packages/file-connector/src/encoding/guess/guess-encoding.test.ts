import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { legacyFiles, type LegacyFile } from '../../../test/support/legacy/legacy-files.js';
import type { Encoding } from '../encoding.js';
import { pieceDecoder } from '../piece-decoder.js';
import { guessEncoding } from './guess-encoding.js';

function decode(bytes: Buffer, encoding: Encoding): string {
  const decoder = pieceDecoder(encoding);
  return (decoder.decode(bytes) + decoder.end()).normalize('NFC');
}

const files = legacyFiles();
const judged = files.map((file) => {
  const { encodings, confidence } = guessEncoding(file.bytes);
  const [first] = encodings;
  const isRight = first !== undefined && decode(file.bytes, first) === file.text.normalize('NFC');
  return { ...file, first, isRight, isSure: confidence >= 0.9 };
});
const named = (
  some: readonly (LegacyFile & { readonly first: Encoding | undefined })[],
): string[] => some.map(({ name, first }) => `${name}: ${first ?? 'none'}`);

describe('guessEncoding on exports in legacy encodings', () => {
  it('has a table of 150 files and more', () => {
    expect(files.length).toBeGreaterThanOrEqual(150);
  });

  it('is never sure and wrong', () => {
    expect(named(judged.filter(({ isSure, isRight }) => isSure && !isRight))).toEqual([]);
  });

  it('proposes the right encoding first in 95 of 100', () => {
    const wrong = judged.filter(({ isRight }) => !isRight);
    expect(wrong.length / judged.length).toBeLessThanOrEqual(0.05);
  });

  it('is sure of long ones, but for one of few words', () => {
    const unsure = judged.filter(({ size, isSure }) => size === 'long' && !isSure);
    expect(named(unsure)).toEqual(['English, windows-1252, long: windows-1252']);
  });
});

describe('guessEncoding on what it does not know', () => {
  const russian = 'Петров;Сидоренко;Ульяновск;Щербинка;Жуковский\n';
  it.each([
    ['Macintosh Cyrillic', iconv.encode(russian, 'maccyrillic')],
    ['Macintosh Greek', iconv.encode('Γιώργος;Ελένη;Θεσσαλονίκη;Ζωή;Λάρισα\n', 'macgreek')],
    ['Vietnamese of VISCII', iconv.encode('Nguyễn;Phạm;Hương;Trường;Đặng\n', 'viscii')],
    ['Georgian', iconv.encode('თბილისი;ბათუმი;ქუთაისი;რუსთავი\n', 'georgianacademy')],
    ['Armenian', iconv.encode('Երևան;Գյումրի;Վանաձոր\n', 'armscii8')],
    ['ISO-2022-JP', Buffer.from('id,\x1b$B;3ED\x1b(B\n', 'latin1')],
    ['HZ', Buffer.from('id,~{VPNDCWVP~}\n')],
    [
      'two encodings',
      Buffer.concat([iconv.encode('Müller;Größe\n', 'latin1'), Buffer.from('Köln;Jürgen\n')]),
    ],
    ['damaged UTF-8', Buffer.concat([Buffer.from('Müller;Größe\n'.repeat(20)), Buffer.of(0xff)])],
    ['a word', iconv.encode('id;name\n1;Müller\n', 'latin1')],
    ['an amount', iconv.encode('£5\n', 'latin1')],
    ['no text', Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7919) % 251))],
    [
      'no text beyond ASCII',
      Buffer.from(Array.from({ length: 4096 }, (_, index) => 160 + ((index * 7919) % 89))),
    ],
  ])('is not sure of %s', (_name, bytes) => {
    expect(guessEncoding(bytes).confidence).toBeLessThan(0.9);
  });

  it.each<[string, Encoding, string]>([
    ['one word', 'windows-1252', 'id;name\n1;Müller\n'],
    ['an amount', 'windows-1252', 'price\n£5\n'],
    ['euros', 'windows-1252', 'price\n€ 5\n'],
    ['degrees', 'windows-1252', '5 °C;10 °C;25 µm\n'],
    ['one character', 'gb18030', '名称,金额\n'],
  ])('proposes the likeliest first for %s', (_name, encoding, text) => {
    expect(guessEncoding(iconv.encode(text, encoding)).encodings[0]).toBe(encoding);
  });

  it.each(['Müller\n', '£5\n', '日本\n', 'नमस्ते दुनिया\n', 'a,😀,😀\n', 'ASCII\n', ''])(
    'is sure of UTF-8: %j',
    (text) => {
      const { encodings, confidence } = guessEncoding(Buffer.from(text));
      expect(encodings[0]).toBe('utf-8');
      expect(confidence).toBeGreaterThanOrEqual(0.9);
    },
  );
});
