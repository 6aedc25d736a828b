/** The encodings that a file can be read in, by their names in the WHATWG Encoding Standard. */
export const encodings = Object.freeze([
  'utf-8',
  'utf-16le',
  'utf-16be',
  'latin1',
  'windows-1250',
  'windows-1251',
  'windows-1252',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'windows-1258',
  'shift_jis',
  'gbk',
  'gb18030',
  'big5',
  'euc-kr',
] as const);

/**
 * An encoding that a file can be read in. `latin1` is ISO 8859-1 itself, not `windows-1252`, which
 * the web calls by the same name; `euc-kr` knows the syllables of code page 949 as well.
 */
export type Encoding = (typeof encodings)[number];
