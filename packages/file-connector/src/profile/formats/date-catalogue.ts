import { tokensOf } from '../../parse/dates/pattern/tokens.js';

/** A pattern of dates that people write, and what its texts look like. */
export interface DateShape {
  /** With days and months of one digit or two, and names in full. */
  readonly pattern: string;
  readonly form: RegExp;
  /** Texts whose days and months have two digits. */
  readonly paddedForm: RegExp;
  /** What the format needs beside its pattern, such as a pivot, which a person must decide. */
  readonly options: string;
  readonly isMonth: boolean;
}

const numeric = ['.', '/', '-', ' ', '. '].flatMap((mark) =>
  ['D M YYYY', 'M D YYYY', 'YYYY M D', 'D M YY', 'M D YY', 'YY M D'].map((order) =>
    order.replaceAll(' ', mark),
  ),
);
const named = [
  ...['D MMMM YYYY', 'D. MMMM YYYY', 'D-MMMM-YYYY', 'D/MMMM/YYYY', 'D MMMM, YYYY', 'D.MMMM.YYYY'],
  ...['MMMM D, YYYY', 'MMMM D YYYY', 'YYYY-MMMM-D', 'YYYY MMMM D', 'MMMM Do, YYYY', 'Do MMMM YYYY'],
  ...['D-MMMM-YY', 'D MMMM YY', "D 'de' MMMM 'de' YYYY", "D 'de' MMMM YYYY"],
  ...['YYYY年M月D日', 'YYYY年MMMMD日', 'YYYY 年 M 月 D 日'],
];
const withWeekday = named
  .filter((pattern) => /^(?:D|MMMM|YYYY年M)/.test(pattern))
  .flatMap((pattern) =>
    pattern.includes('年')
      ? [`${pattern}dddd`, `${pattern} dddd`]
      : [`dddd, ${pattern}`, `dddd ${pattern}`],
  );
const months = ['YYYY-MM', 'MM/YYYY', 'MM.YYYY', 'MMMM YYYY', 'MMMM-YYYY', 'YYYY年M月'];
const others = ['YYYYMMDD', "GGGG-'W'WW-E"];

let catalogue: readonly DateShape[] | null = null;

/** Returns the patterns of dates that are proposed, with those of months; they are made on first use. */
export function dateCatalogue(): readonly DateShape[] {
  catalogue ??= [...numeric, ...named, ...withWeekday, ...months, ...others].map((pattern) => ({
    pattern,
    form: formOf(pattern, String.raw`\d\d?`),
    paddedForm: formOf(pattern, String.raw`\d\d`),
    options: optionsFor(pattern),
    isMonth: months.includes(pattern),
  }));
  return catalogue;
}

function optionsFor(pattern: string): string {
  if (months.includes(pattern)) return '; month=first-day';
  return /(?:^|[^Y])YY(?!Y)/.test(pattern) ? '; pivot=1970' : '';
}

function formOf(pattern: string, ofOneOrTwo: string): RegExp {
  const digits: Readonly<Record<string, string>> = {
    ...{ YYYY: String.raw`\d{4}`, GGGG: String.raw`\d{4}`, E: String.raw`\d` },
    ...{ M: ofOneOrTwo, D: ofOneOrTwo, Do: String.raw`\d\d?[\p{L}º]+` },
    MMMM: String.raw`[\p{L}\p{M}]+\.?`,
    dddd: String.raw`[\p{L}\p{M}]+\.?`,
  };
  const form = tokensOf(pattern).map((token) =>
    token.part === null ? literalForm(token.text) : (digits[token.key] ?? String.raw`\d\d`),
  );
  return new RegExp(`^${form.join('')}$`, 'u');
}

/** Letters are any, as texts of one shape differ in them. */
function literalForm(text: string): string {
  return text
    .replace(/[.+*?()[\]{}|\\/^$]/g, String.raw`\$&`)
    .replace(/\p{L}+/gu, String.raw`\p{L}+`)
    .replaceAll(' ', String.raw`[ \u00a0\u202f]`);
}
