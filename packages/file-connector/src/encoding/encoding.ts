/**
 * The encodings that a file can be read in, by their names in the WHATWG Encoding Standard; it has
 * none for `cp437` to `cp865`, the code pages of DOS.
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
 * An encoding that a file can be read in. `latin1` is ISO 8859-1 itself, not `windows-1252`, which
 * the web calls by the same name; `euc-kr` knows the syllables of code page 949 as well.
 */
export type Encoding = (typeof encodings)[number];
