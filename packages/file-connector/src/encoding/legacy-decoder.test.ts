import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { cutAt } from '../../test/support/read-text.js';
import { type Encoding, encodings } from './encoding.js';
import { pieceDecoder } from './piece-decoder.js';
import { hasUndecodable } from './undecodable-bytes.js';

function decode(encoding: Encoding, pieces: readonly Uint8Array[]): string {
  const decoder = pieceDecoder(encoding);
  return pieces.map((piece) => decoder.decode(Buffer.from(piece))).join('') + decoder.end();
}

const samples: Record<Encoding, string> = {
  'utf-8': 'grün, 中文, 😀\n',
  'utf-16le': 'grün, 中文, 😀\n',
  'utf-16be': 'grün, 中文, 😀\n',
  latin1: 'grüße, \u0085, ÿ\n',
  'windows-1250': 'Žluťoučký kůň\n',
  'windows-1251': 'Привет, мир\n',
  'windows-1252': '“€ 5” – œuvre ™\n',
  'windows-1253': 'Καλημέρα\n',
  'windows-1254': 'ığüşöç\n',
  'windows-1255': 'שלום\n',
  'windows-1256': 'سلام\n',
  'windows-1257': 'ąčęėįšųūž\n',
  'windows-1258': 'Đôla\n',
  'windows-874': 'สวัสดี\n',
  'iso-8859-2': 'Žluťoučký kůň\n',
  'iso-8859-4': 'ąčęėįšųūž\n',
  'iso-8859-5': 'Привет, мир\n',
  'iso-8859-6': 'سلام\n',
  'iso-8859-7': 'Καλημέρα\n',
  'iso-8859-8': 'שלום\n',
  'iso-8859-9': 'ığüşöç\n',
  'iso-8859-13': 'ąčęėįšųūž\n',
  'iso-8859-15': 'œuf, 5 €\n',
  'iso-8859-16': 'șț, 5 €\n',
  'koi8-r': 'Привет, мир\n',
  'koi8-u': 'Київ\n',
  ibm866: 'Привет, мир\n',
  cp437: 'grüßen, é\n',
  cp737: 'Καλημέρα\n',
  cp775: 'ąčęėįšųūž\n',
  cp850: 'grüßen, é\n',
  cp852: 'Žluťoučký kůň\n',
  cp855: 'Привет, мир\n',
  cp857: 'ığüşöç\n',
  cp860: 'São, é\n',
  cp862: 'שלום\n',
  cp863: 'Québec, ç\n',
  cp865: 'Tromsø, å\n',
  macintosh: 'grüßen, “é”\n',
  shift_jis: 'ソ表能,日本語\n',
  'euc-jp': '表能,日本語\n',
  gbk: '年月,中文€\n',
  gb18030: '年月,㐀😀,𠀀\n',
  big5: '許功蓋,中文\n',
  'euc-kr': '한국어,가나\n',
};

const encoded = (encoding: Encoding): Buffer =>
  iconv.encode(samples[encoding], encoding === 'latin1' ? 'iso-8859-1' : encoding);

describe('pieceDecoder', () => {
  it.each(encodings)('decodes %s in any pieces', (encoding) => {
    const bytes = encoded(encoding);
    expect(bytes).not.toContain(0x3f);
    expect(decode(encoding, [bytes])).toBe(samples[encoding]);
    expect(decode(encoding, cutAt(bytes, [...bytes.keys()]))).toBe(samples[encoding]);
  });

  // Node 20 decodes windows-1252 as latin1, which the Encoding Standard equates with windows-1252.
  const otherwise = ['latin1', 'windows-1252', 'iso-8859-16'];
  const isKnown = (encoding: Encoding): boolean =>
    !otherwise.includes(encoding) && !/^cp\d/.test(encoding);
  it.each(encodings.filter(isKnown))('decodes %s like the platform', (encoding) => {
    const bytes = encoded(encoding);
    expect(new TextDecoder(encoding, { fatal: true }).decode(bytes)).toBe(samples[encoding]);
  });

  it.each([
    ['shift_jis', [0x41, 0x2c, 0x83, 0x0a, 0x42], 'A,\udc83\nB'],
    ['gbk', [0xd6, 0xd0, 0x2c, 0xff, 0x0a, 0xd6, 0xd0], '中,\udcff\n中'],
    ['gb18030', [0x81, 0x30, 0x0a, 0xd6, 0xd0], '\udc810\n中'],
    ['big5', [0xa4, 0x2c, 0xa4, 0xa4], '\udca4,中'],
    ['euc-kr', [0xb0], '\udcb0'],
    ['windows-1253', [0xc1, 0x20, 0xaa], 'Α \udcaa'],
    ['euc-kr', [0x81, 0x41, 0x2c, 0xff], '갂,\udcff'],
    ['utf-16le', [0x41, 0x00, 0x3d, 0xd8, 0x42, 0x00, 0x43], 'A\ud83dB\udc43'],
  ] as const)('keeps the undecodable bytes of %s, and the rest', (encoding, bytes, text) => {
    expect(decode(encoding, [Buffer.from(bytes)])).toBe(text);
    expect(
      decode(
        encoding,
        [...bytes].map((byte) => Buffer.of(byte)),
      ),
    ).toBe(text);
  });

  it('keeps a genuine replacement character of GB18030', () => {
    expect(decode('gb18030', [Buffer.of(0x84, 0x31, 0xa4, 0x37)])).toBe('\ufffd');
  });

  it('decodes a megabyte without a word boundary, in pieces', () => {
    const bytes = Buffer.alloc(1_000_001, iconv.encode('中', 'gbk'));
    const pieces = Array.from({ length: 10 }, (_, index) =>
      bytes.subarray(index * 100_001, (index + 1) * 100_001),
    );
    const text = decode('gbk', pieces);
    expect(text).toHaveLength(500_001);
    expect(hasUndecodable(text.slice(0, -1))).toBe(false);
    expect(hasUndecodable(text)).toBe(true);
  });
});
