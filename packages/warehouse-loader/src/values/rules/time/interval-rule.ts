import { wouldChange } from '../../refusal/value-refusal.js';
import type { TextRule } from '../text-rule.js';
import { type IntervalPart, intervalParts } from './interval-parts.js';
import { intervalFields } from './interval-unit.js';
import { mostDigits, specialRefused } from './time-rule.js';

/** Bits of the fields in the upper half of a modifier, by their place among {@link intervalFields}. */
const fieldBits = [2, 1, 3, 10, 11, 12];
const allFields = 0x7fff;

/**
 * Refuses intervals of which the server would round seconds, take a fraction of a month or year for
 * some days, cut what the column is restricted from, choose the unit of a number, or let
 * `IntervalStyle` decide how far a minus reaches.
 *
 * @param modifier - `atttypmod` of the column; -1 where it has none.
 * @see https://www.postgresql.org/docs/current/datatype-datetime.html#DATATYPE-INTERVAL-INPUT
 */
export function intervalRule(modifier: number, takesSpecial: boolean): TextRule {
  const digits = modifier < 0 ? mostDigits : Math.min(modifier & 0xffff, mostDigits);
  const finest = finestField(modifier);
  return {
    plain: null,
    check: (text) => {
      if (/(?<![a-z])infinity(?![a-z])/i.test(text)) {
        if (!takesSpecial) throw specialRefused();
        return;
      }
      const parts = intervalParts(text);
      checkSigns(parts);
      for (const part of parts) checkPart(part, digits, finest);
    },
  };
}

/** Place among {@link intervalFields} of the last field that the column has. */
function finestField(modifier: number): number {
  const range = modifier < 0 ? allFields : (modifier >> 16) & allFields;
  if (range === allFields) return intervalFields.length - 1;
  return fieldBits.findLastIndex((bit) => (range & (1 << bit)) !== 0);
}

/** In the style of the SQL standard, a minus before the first part extends to all that have no sign. */
function checkSigns([first, ...others]: readonly IntervalPart[]): void {
  if (first?.sign !== '-' || first.isIso || others.length === 0) return;
  if (others.some(({ sign }) => sign !== '')) return;
  throw wouldChange(
    "a minus that the server's IntervalStyle extends or not: repeat it for each part",
  );
}

function checkPart({ fields, digits: needed }: IntervalPart, digits: number, finest: number): void {
  if (needed > digits) {
    throw wouldChange(`more than ${digits} digits of a second, to which the column rounds`);
  }
  if (fields.every((field) => intervalFields.indexOf(field) <= finest)) return;
  throw wouldChange('a part finer than the fields of the column, which cuts it');
}
