/** A part of a pattern. */
export interface Part {
  /** What it reads; no two parts of a pattern read the same. */
  readonly field: string;
  /** How 2025-03-05 14:30:45.123456 is written; null for a name, which depends on the language. */
  readonly example: string | null;
  /** Whether a digit may be its first character. */
  readonly isDigits?: boolean;
  /** Whether its length varies, so that a digit behind it would belong to it. */
  readonly isOpen?: boolean;
  /** Whether it reads words, in small letters or capitals. */
  readonly isWord?: boolean;
}

const digits = (field: string, example: string): Part => ({ field, example, isDigits: true });
const open = (field: string, example: string): Part => ({
  ...digits(field, example),
  isOpen: true,
});

/** The parts of patterns by their letters. */
export const parts = {
  YYYY: digits('year', '2025'),
  YY: digits('year', '25'),
  MMMM: { field: 'month', example: null, isDigits: true, isWord: true },
  MMM: { field: 'month', example: null, isDigits: true, isWord: true },
  MM: digits('month', '03'),
  M: open('month', '3'),
  DDDD: digits('dayOfYear', '064'),
  DD: digits('day', '05'),
  Do: { ...digits('day', '5th'), isWord: true },
  D: open('day', '5'),
  dddd: { field: 'weekday', example: null, isWord: true },
  ddd: { field: 'weekday', example: null, isWord: true },
  GGGG: digits('weekYear', '2025'),
  WW: digits('week', '10'),
  E: digits('weekday', '3'),
  HH: digits('hour', '14'),
  H: open('hour', '14'),
  hh: digits('hour', '02'),
  h: open('hour', '2'),
  mm: digits('minute', '30'),
  ss: digits('second', '45'),
  S: open('fraction', '123456'),
  A: { field: 'half', example: 'PM', isWord: true },
  a: { field: 'half', example: 'pm', isWord: true },
  Z: { field: 'offset', example: '+01:00' },
  z: { field: 'zone', example: 'Europe/Berlin', isOpen: true },
} as const satisfies Readonly<Record<string, Part>>;

/** The letters of a part; `S` may be repeated. */
export type PartKey = keyof typeof parts;
