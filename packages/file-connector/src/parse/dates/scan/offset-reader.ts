import type { PartReader } from './fields.js';
import { digitAt } from './number-readers.js';

const [plus, minus, colon, upperZ, lowerZ] = [0x2b, 0x2d, 0x3a, 0x5a, 0x7a];
/** PostgreSQL reads none from 16 hours on. */
const maxHours = 15;

/** Reads an offset from UTC: `Z`, `+02:00`, `+0200` or `+02`. */
export const offsetReader: PartReader = (text, at, into) => {
  const sign = text.charCodeAt(at);
  if (sign === upperZ || sign === lowerZ) {
    into.offset = 0;
    return at + 1;
  }
  if (sign !== plus && sign !== minus) return -1;
  const hours = pairAt(text, at + 1);
  if (hours < 0 || hours > maxHours) return -1;
  const minutesAt = text.charCodeAt(at + 3) === colon ? at + 4 : at + 3;
  const minutes = pairAt(text, minutesAt);
  const hasMinutes = minutes >= 0;
  if (minutes > 59) return -1;
  const seconds = hours * 3600 + (hasMinutes ? minutes : 0) * 60;
  into.offset = sign === minus && seconds > 0 ? -seconds : seconds;
  return hasMinutes ? minutesAt + 2 : at + 3;
};

/** Returns the number of the two digits at a place; -1 where they are not there. */
function pairAt(text: string, at: number): number {
  const [first, second] = [digitAt(text, at), digitAt(text, at + 1)];
  return first < 0 || second < 0 ? -1 : first * 10 + second;
}
