/**
 * The supported encodings, by their names in the WHATWG Encoding Standard, which has no names for
 * the DOS code pages `cp437` to `cp865`.
 */
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
  'windows-874',
  'iso-8859-2',
  'iso-8859-4',
  'iso-8859-5',
  'iso-8859-6',
  'iso-8859-7',
  'iso-8859-8',
  'iso-8859-9',
  'iso-8859-13',
  'iso-8859-15',
  'iso-8859-16',
  'koi8-r',
  'koi8-u',
  'ibm866',
  'cp437',
  'cp737',
  'cp775',
  'cp850',
  'cp852',
  'cp855',
  'cp857',
  'cp860',
  'cp862',
  'cp863',
  'cp865',
  'macintosh',
  'shift_jis',
  'euc-jp',
  'gbk',
  'gb18030',
  'big5',
  'euc-kr',
] as const);

/**
 * An encoding of a file. `latin1` is ISO 8859-1 itself, not `windows-1252`, which the web standard
 * calls `latin1` too; `euc-kr` includes the syllables of code page 949.
 */
export type Encoding = (typeof encodings)[number];
