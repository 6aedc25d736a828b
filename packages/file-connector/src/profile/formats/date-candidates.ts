import type { CellFormat } from '../../parse/cell-format.js';
import { dateFormatOf } from '../../parse/dates/date-format-of.js';
import { dateCatalogue } from './date-catalogue.js';

/** A format that the texts of a shape may have. */
export interface DateCandidate {
  readonly kind: 'date' | 'datetime';
  /** With numbers of one digit or two, and names in full. */
  readonly pattern: string;
  /** `; pivot=1970` and the like. */
  readonly options: string;
  /** Whether the days and months, and the hours, of the shape have two digits. */
  readonly isPadded: boolean;
  readonly isHourPadded: boolean;
  /** Whether the first name of a month is a short one. */
  readonly isShort: boolean;
}

const clock =
  /^(?<date>.{6,}?)(?<join>, |[ T])(?<hour>\d{1,2}):\d\d(?<second>:\d\d)?(?<fraction>[.,]\d+)?(?<half>[ \u00a0\u202f]?[ap]\.?[ \u00a0\u202f]?m\.?)?(?<offset> ?(?:Z|[+-]\d\d(?::?\d\d)?))?$/i;
const shortName = /(?:^|[^\p{L}])\p{L}{3,4}\.?(?=$|[^\p{L}])/u;

/** Returns the formats that a text and others of its shape may have. */
export function dateCandidates(cell: string): readonly DateCandidate[] {
  const { date = cell, ...time } = clock.exec(cell)?.groups ?? {};
  const isTime = date !== cell;
  const suffix = isTime ? timePattern(time) : '';
  return dateCatalogue()
    .filter(({ form, isMonth }) => form.test(date) && !(isMonth && isTime))
    .map(({ pattern, paddedForm, options }) => ({
      kind: isTime ? 'datetime' : 'date',
      pattern: pattern + suffix,
      options,
      isPadded: paddedForm.test(date),
      isHourPadded: time['hour']?.length === 2,
      isShort: shortName.test(date),
    }));
}

function timePattern(found: Readonly<Record<string, string | undefined>>): string {
  const { join = '', second, fraction, half, offset } = found;
  const seconds = second === undefined ? '' : ':ss';
  const digits = fraction === undefined ? '' : `${fraction.charAt(0)}S`;
  const isBlank = /^[ \u00a0\u202f]/;
  const noon = half === undefined ? '' : `${isBlank.test(half) ? ' ' : ''}A`;
  const zone = offset === undefined ? '' : `${isBlank.test(offset) ? ' ' : ''}Z`;
  return `${join}${half === undefined ? 'H' : 'h'}:mm${seconds}${digits}${noon}${zone}`;
}

/** Returns the name of the format of a candidate. */
export function candidateName(candidate: DateCandidate): string {
  return `${candidate.kind}:${candidatePattern(candidate)}${candidate.options}`;
}

/** Returns its pattern, with two digits and short names where all its texts have them. */
export function candidatePattern(candidate: DateCandidate): string {
  const { pattern, isPadded, isHourPadded, isShort } = candidate;
  return pattern.replace(/'[^']*'|([A-Za-z])\1*o?/g, (letters) => {
    if (isPadded && (letters === 'M' || letters === 'D')) return letters + letters;
    if (isHourPadded && (letters === 'H' || letters === 'h')) return letters + letters;
    if (isShort && (letters === 'MMMM' || letters === 'dddd')) return letters.slice(1);
    return letters;
  });
}

/** Creates the format of a candidate; null if there is none, as a fraction without a second. */
export function candidateFormat({ kind, pattern, options }: DateCandidate): CellFormat | null {
  try {
    return dateFormatOf(`${kind}:${pattern}${options}`) ?? null;
  } catch {
    return null;
  }
}
