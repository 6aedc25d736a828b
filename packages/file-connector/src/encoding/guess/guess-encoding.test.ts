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

describe('guessEncoding for exports in legacy encodings', () => {
  it('has a table of 150 files and more', () => {
    expect(files.length).toBeGreaterThanOrEqual(150);
  });

  it('is never both certain and wrong', () => {
    expect(named(judged.filter(({ isSure, isRight }) => isSure && !isRight))).toEqual([]);
  });

  it('proposes the correct encoding first in 95 of 100', () => {
    const wrong = judged.filter(({ isRight }) => !isRight);
    expect(wrong.length / judged.length).toBeLessThanOrEqual(0.05);
  });

  it('is certain of long ones, except one with few words, and where a comma may be a cedilla', () => {
    const unsure = judged.filter(({ size, isSure }) => size === 'long' && !isSure);
    expect(named(unsure)).toEqual([
      'English, windows-1252, long: windows-1252',
      'Romanian, windows-1250, long: windows-1250',
    ]);
  });
});

describe('guessEncoding for damaged files', () => {
  const chinese = '编号;名称;城市\n1;王伟;北京市\n2;李娜;上海市\n3;张敏;广州市\n4;刘洋;深圳市\n';
  const hebrew = 'שם;עיר\nדוד כהן;תל אביב\nשרה לוי;ירושלים\nמשה מזרחי;חיפה\nרחל פרץ;באר שבע\n';
  const korean = '이름;도시\n김민수;서울특별시\n이영희;부산광역시\n박철수;대구광역시\n';
  const files: [string, Encoding, Buffer][] = (
    [
      ['gb18030', chinese],
      ['big5', chinese.replaceAll('编号;名称', '編號;名稱').replace(/[伟张刘]/g, '偉')],
      ['euc-kr', korean],
      ['windows-1255', hebrew],
    ] as const
  ).flatMap(([encoding, text]): [string, Encoding, Buffer][] => {
    const bytes = iconv.encode(text, encoding);
    const lost = bytes.findIndex((byte, index) => index > 20 && byte > 0x7f);
    const without = Buffer.concat([bytes.subarray(0, lost), bytes.subarray(lost + 1)]);
    return [
      [
        `a strange byte, ${encoding}`,
        encoding,
        Buffer.concat([bytes, Buffer.of(0x78, 0xff, 0x0a)]),
      ],
      [`a lost byte, ${encoding}`, encoding, without],
      [`a cut, ${encoding}`, encoding, bytes.subarray(0, bytes.length - 2)],
    ];
  });

  it.each(files)('is not certain of another encoding for %s', (_name, encoding, bytes) => {
    const { encodings, confidence } = guessEncoding(bytes);
    expect(confidence <= 0.5 || encodings[0] === encoding).toBe(true);
  });
});

describe('guessEncoding for unknown input', () => {
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
    ['UTF-7', Buffer.from('id;name\n1;M+APw-ller\n2;Gr+APYA3w-e\n')],
    [
      'Romanian with commas',
      iconv.encode('București;Timișoara;Iași;Ploiești\n'.repeat(9), 'iso-8859-16'),
    ],
    ['UTF-8 that is cut', Buffer.from('id,name\n1,রহিম উদ্দিন').subarray(0, -1)],
    ['a word', iconv.encode('id;name\n1;Müller\n', 'latin1')],
    ['an amount', iconv.encode('£5\n', 'latin1')],
    ['no text', Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7919) % 251))],
    [
      'no text beyond ASCII',
      Buffer.from(Array.from({ length: 4096 }, (_, index) => 160 + ((index * 7919) % 89))),
    ],
  ])('is not certain of %s', (_name, bytes) => {
    expect(guessEncoding(bytes).confidence).toBeLessThan(0.9);
  });

  it.each<[string, Encoding, string]>([
    ['one word', 'windows-1252', 'id;name\n1;Müller\n'],
    ['an amount', 'windows-1252', 'price\n£5\n'],
    ['euros', 'windows-1252', 'price\n€ 5\n'],
    ['degrees', 'windows-1252', '5 °C;10 °C;25 µm\n'],
    ['one character', 'gb18030', '名称,金额\n'],
  ])('proposes the most likely first for %s', (_name, encoding, text) => {
    expect(guessEncoding(iconv.encode(text, encoding)).encodings[0]).toBe(encoding);
  });

  it.each([
    'Müller\n',
    '£5\n',
    '日本\n',
    'नमस्ते दुनिया\n',
    'a,😀,😀\n',
    'ASCII\n',
    '+49301234-5\n',
    '',
  ])('is certain of UTF-8: %j', (text) => {
    const { encodings, confidence } = guessEncoding(Buffer.from(text));
    expect(encodings[0]).toBe('utf-8');
    expect(confidence).toBeGreaterThanOrEqual(0.9);
  });
});
