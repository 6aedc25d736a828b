import { isUtcName } from '../../session/session-zone.js';
import type { TextSetting } from '../../session/text-setting.js';
import type { BinaryWriter } from '../binary-writer.js';
import type { TupleBuffer } from '../tuple-buffer.js';
import { dayNumber, daysTo2000, hasPlainYear } from './day-number.js';
import { MomentReader } from './moment-reader.js';

const daySeconds = 86_400;
const dayMs = 86_400_000;

/** Seconds whose microseconds a JavaScript number represents exactly. */
const mostSeconds = 9e9;

/** Digits of a second that the server stores. */
const mostDigits = 6;

/** Writes a `date`: a `Date` at midnight UTC, or a text. */
export const writeDate: BinaryWriter = (value, tuples) => {
  let day = Number.NaN;
  if (typeof value === 'string') {
    if (value.length === 10) day = dayNumber(value);
  } else if (value instanceof Date) {
    day = value.getTime() / dayMs - daysTo2000;
  }
  if (!Number.isInteger(day) || !hasPlainYear(day)) return false;
  tuples.makeRoom(8);
  const { view, at } = tuples;
  view.setInt32(at, 4);
  view.setInt32(at + 4, day);
  tuples.at = at + 8;
  tuples.number = day;
  return true;
};

/**
 * Creates the writer of a `timestamp` or `timestamptz`.
 *
 * @param modifier - Digits of a second that the column stores; -1 for none stated.
 */
export function momentWriter(
  type: 'timestamp' | 'timestamptz',
  modifier: number,
  { zone }: TextSetting,
): BinaryWriter {
  const digits = modifier < 0 ? mostDigits : modifier;
  const reader = new MomentReader(digits);
  const isLocal = type === 'timestamp';
  const isUtc = isUtcName(zone.timeZone);
  const ofDate = digits < 3 ? 10 ** (3 - digits) : 1;
  return (value, tuples) => {
    if (typeof value === 'string') {
      if (!reader.read(value)) return false;
      // A timestamp has no offset; without one, the session decides what a timestamptz means.
      if (isLocal ? reader.offset !== 0 : !reader.hasOffset && !isUtc) return false;
      addMoment(reader.seconds - reader.offset, reader.micros, tuples);
      return true;
    }
    if (!(value instanceof Date)) return false;
    const time = value.getTime();
    if (!(time % ofDate === 0)) return false;
    const seconds = Math.floor(time / 1_000);
    const since2000 = seconds - daysTo2000 * daySeconds;
    if (!hasPlainYear(Math.floor(since2000 / daySeconds))) return false;
    addMoment(since2000, (time - seconds * 1_000) * 1_000, tuples);
    return true;
  };
}

/** Adds microseconds since 2000. */
function addMoment(seconds: number, micros: number, tuples: TupleBuffer): void {
  if (seconds < mostSeconds && seconds > -mostSeconds) {
    const number = seconds * 1_000_000 + micros;
    tuples.addInt8(number);
    tuples.number = number;
    return;
  }
  tuples.makeRoom(12);
  const { view, at } = tuples;
  view.setInt32(at, 8);
  view.setBigInt64(at + 4, BigInt(seconds) * 1_000_000n + BigInt(micros));
  tuples.at = at + 12;
}
