import { wouldChange } from '../../refusal/value-refusal.js';
import type { TextRule } from '../text-rule.js';
import { type IntervalPart, intervalParts } from './interval-parts.js';
import { intervalFields } from './interval-unit.js';
import { mostDigits, specialRefused } from './time-rule.js';

/** Bits of the fields in the upper half of a modifier, in the order of {@link intervalFields}. */
const fieldBits = [2, 1, 3, 10, 11, 12];
const allFields = 0x7fff;

/**
 * Refuses intervals if the server would round seconds, convert a fraction of a month or year to
 * days, drop fields that the column does not have, choose the unit of a number, or let
 * `IntervalStyle` decide to which parts a minus applies.
 *
 * @param modifier - `atttypmod` of the column; -1 for none.
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

/** Index in {@link intervalFields} of the last field of the column. */
function finestField(modifier: number): number {
  const range = modifier < 0 ? allFields : (modifier >> 16) & allFields;
  if (range === allFields) return intervalFields.length - 1;
  return fieldBits.findLastIndex((bit) => (range & (1 << bit)) !== 0);
}

/**
 * In the style of the SQL standard, a minus before the first part applies to all parts without a
 * sign.
 */
function checkSigns([first, ...others]: readonly IntervalPart[]): void {
  if (first?.sign !== '-' || first.isIso || others.length === 0) return;
  if (others.some(({ sign }) => sign !== '')) return;
  throw wouldChange(
    "a minus whose scope depends on the server's IntervalStyle: repeat it for each part",
  );
}

function checkPart({ fields, digits: needed }: IntervalPart, digits: number, finest: number): void {
  if (needed > digits) {
    throw wouldChange(`more than ${digits} digits of a second, to which the column rounds`);
  }
  if (fields.every((field) => intervalFields.indexOf(field) <= finest)) return;
  throw wouldChange('a part finer than the fields of the column, which would be dropped');
}
