import type { Encoding } from '../encoding.js';
import type { Language } from './word-scores.js';

/** A possible encoding of a text. */
export interface CandidateEncoding {
  /** Null for one that is not supported, but must not be mistaken for another one. */
  readonly encoding: Encoding | null;
  /** Its name in iconv-lite. */
  readonly name: string;
  /** Logarithm of the prior likelihood. */
  readonly prior: number;
  /** The languages usually written in it; null where they follow from its letters. */
  readonly languages: readonly Language[] | null;
}

const western: readonly Language[] = [
  ...([
    'en',
    'de',
    'fr',
    'es',
    'pt',
    'it',
    'nl',
    'ca',
    'da',
    'nb',
    'sv',
    'fi',
    'is',
    'sq',
  ] as const),
];
const central: readonly Language[] = ['pl', 'cs', 'sk', 'hu', 'hr', 'sl', 'ro', 'sq', 'de'];
const baltic: readonly Language[] = ['lt', 'lv', 'et'];

/** The supported encodings. */
const readable: readonly Omit<CandidateEncoding, 'name'>[] = [
  { encoding: 'utf-8', prior: 0, languages: null },
  { encoding: 'windows-1252', prior: 0.5, languages: western },
  { encoding: 'windows-1250', prior: 0, languages: central },
  { encoding: 'windows-1251', prior: 0, languages: null },
  { encoding: 'windows-1253', prior: 0, languages: ['el'] },
  { encoding: 'windows-1254', prior: 0, languages: ['tr', 'az'] },
  { encoding: 'windows-1255', prior: 0, languages: ['he'] },
  { encoding: 'windows-1256', prior: 0, languages: ['ar', 'fa', 'ur'] },
  { encoding: 'windows-1257', prior: -0.5, languages: baltic },
  { encoding: 'windows-1258', prior: -1, languages: ['vi'] },
  { encoding: 'windows-874', prior: 0, languages: ['th'] },
  { encoding: 'gb18030', prior: 0, languages: ['zh-Hans'] },
  { encoding: 'shift_jis', prior: 0, languages: ['ja'] },
  { encoding: 'big5', prior: 0, languages: ['zh-Hant'] },
  { encoding: 'euc-kr', prior: 0, languages: ['ko'] },
  { encoding: 'euc-jp', prior: -0.5, languages: ['ja'] },
  { encoding: 'koi8-r', prior: -0.5, languages: ['ru'] },
  { encoding: 'koi8-u', prior: -0.7, languages: ['uk', 'ru'] },
  { encoding: 'iso-8859-9', prior: -0.5, languages: ['tr'] },
  { encoding: 'iso-8859-2', prior: -0.7, languages: central },
  { encoding: 'iso-8859-7', prior: -0.7, languages: ['el'] },
  { encoding: 'iso-8859-8', prior: -0.7, languages: ['he'] },
  { encoding: 'iso-8859-15', prior: -1, languages: western },
  { encoding: 'iso-8859-6', prior: -1.5, languages: ['ar'] },
  { encoding: 'iso-8859-5', prior: -2, languages: null },
  { encoding: 'iso-8859-13', prior: -2, languages: baltic },
  { encoding: 'iso-8859-4', prior: -5, languages: baltic },
  { encoding: 'iso-8859-16', prior: -10, languages: ['ro'] },
  { encoding: 'ibm866', prior: -1.5, languages: ['ru', 'uk', 'be', 'bg'] },
  { encoding: 'cp850', prior: -1.5, languages: western },
  { encoding: 'cp852', prior: -1.5, languages: central },
  { encoding: 'cp437', prior: -2.5, languages: western },
  { encoding: 'cp737', prior: -2.5, languages: ['el'] },
  { encoding: 'cp775', prior: -2.5, languages: baltic },
  { encoding: 'cp855', prior: -3, languages: ['sr', 'bg', 'mk', 'ru'] },
  { encoding: 'cp857', prior: -2.5, languages: ['tr'] },
  { encoding: 'cp860', prior: -2.5, languages: ['pt'] },
  { encoding: 'cp862', prior: -2.5, languages: ['he'] },
  { encoding: 'cp863', prior: -3, languages: ['fr'] },
  { encoding: 'cp865', prior: -2.5, languages: ['da', 'nb'] },
  { encoding: 'macintosh', prior: -1.5, languages: western },
];

const unreadable: readonly Omit<CandidateEncoding, 'encoding'>[] = [
  { name: 'iso-8859-3', prior: -5, languages: ['tr'] },
  { name: 'iso-8859-10', prior: -8, languages: ['sv', 'fi', 'is'] },
  { name: 'iso-8859-14', prior: -8, languages: ['en'] },
  { name: 'maccyrillic', prior: -3, languages: null },
  { name: 'maccroatian', prior: -4, languages: ['hr', 'sl'] },
  { name: 'macgreek', prior: -4, languages: ['el'] },
  { name: 'macturkish', prior: -4, languages: ['tr'] },
  { name: 'macromania', prior: -5, languages: ['ro'] },
  { name: 'cp720', prior: -4, languages: ['ar'] },
  { name: 'cp869', prior: -4, languages: ['el'] },
  { name: 'cp1125', prior: -4, languages: ['uk', 'ru'] },
  { name: 'georgianacademy', prior: -3, languages: ['ka'] },
  { name: 'georgianps', prior: -3, languages: ['ka'] },
  { name: 'armscii8', prior: -3, languages: ['hy'] },
  { name: 'rk1048', prior: -3, languages: ['kk'] },
  { name: 'pt154', prior: -4, languages: ['kk'] },
  { name: 'viscii', prior: -4, languages: ['vi'] },
  { name: 'tcvn', prior: -4, languages: ['vi'] },
];

/** All candidate encodings. */
export const candidates: readonly CandidateEncoding[] = [
  ...readable.map((one) => ({ ...one, name: one.encoding ?? '' })),
  ...unreadable.map((one) => ({ ...one, encoding: null })),
];
