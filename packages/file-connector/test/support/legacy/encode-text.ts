import iconv from 'iconv-lite';
import type { Encoding } from '../../../src/index.js';

/** Encodings that TextDecoder does not support, or decodes as another one. */
const foreign: readonly Encoding[] = ['windows-1252', 'latin1', 'iso-8859-16', 'cp850', 'cp852'];
const twoBytes: readonly Encoding[] = ['gbk', 'gb18030', 'big5', 'shift_jis', 'euc-jp', 'euc-kr'];
const tables = new Map<Encoding, ReadonlyMap<string, Buffer>>();

/**
 * Encodes a text by the inverse of the platform's decoder, so that the code under test and the test
 * do not share a table; null where a character is not in the encoding.
 */
export function encodeText(text: string, encoding: Encoding): Buffer | null {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16();
  if (foreign.includes(encoding)) {
    const bytes = iconv.encode(text, encoding);
    return iconv.decode(bytes, encoding) === text ? bytes : null;
  }
  const table = tableOf(encoding);
  const parts: Buffer[] = [];
  for (const character of encoding === 'windows-1258' ? tonesApart(text) : text) {
    const bytes = character < '\x80' ? Buffer.from(character) : table.get(character);
    if (bytes === undefined) return null;
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}

/** Vietnamese in the form of windows-1258: the vowel with its mark, then the tone. */
function tonesApart(text: string): string {
  return text
    .normalize('NFD')
    .replace(/([\u0300\u0301\u0303\u0309\u0323])([\u0302\u0306\u031b])/g, '$2$1')
    .replace(/[A-Za-z][\u0302\u0306\u031b]/g, (letter) => letter.normalize('NFC'));
}

function tableOf(encoding: Encoding): ReadonlyMap<string, Buffer> {
  const found = tables.get(encoding);
  if (found !== undefined) return found;
  const decoder = new TextDecoder(encoding);
  const made = new Map<string, Buffer>();
  const add = (bytes: Buffer): void => {
    const text = decoder.decode(bytes);
    if (Array.from(text).length === 1 && text !== '\ufffd' && !made.has(text))
      made.set(text, bytes);
  };
  for (let byte = 0x80; byte <= 0xff; byte += 1) add(Buffer.of(byte));
  if (twoBytes.includes(encoding)) {
    for (let lead = 0x81; lead <= 0xfe; lead += 1) {
      for (let trail = 0x40; trail <= 0xfe; trail += 1) add(Buffer.of(lead, trail));
    }
  }
  tables.set(encoding, made);
  return made;
}
