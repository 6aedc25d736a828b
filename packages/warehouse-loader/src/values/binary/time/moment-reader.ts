import { dayNumber, twoDigits } from './day-number.js';

const [zero, dot, colon, plus, minus, space, letterT, letterZ] = [
  0x30, 0x2e, 0x3a, 0x2b, 0x2d, 0x20, 0x54, 0x5a,
];

/** Digits of a second that the server stores. */
const mostDigits = 6;

/** The largest offset from UTC that the server reads, in hours. */
const mostHours = 15;

/** Reads points in time from texts in ISO 8601, into itself: there is one for each column. */
export class MomentReader {
  /** Seconds since 2000, as UTC. */
  seconds = 0;
  /** Microseconds of the second. */
  micros = 0;
  /** Whether the text names an offset from UTC. */
  hasOffset = false;
  /** Seconds of that offset. */
  offset = 0;
  readonly #digits: number;

  /** @param digits - Digits of a second that the column stores. */
  constructor(digits: number) {
    this.#digits = digits;
  }

  /** Returns false for a text in another notation, or with digits that are not stored. */
  read(text: string): boolean {
    const day = dayNumber(text);
    if (Number.isNaN(day)) return false;
    this.seconds = day * 86_400;
    this.micros = 0;
    this.hasOffset = false;
    this.offset = 0;
    if (text.length === 10) return true;
    const end = this.#readClock(text);
    if (end < 0) return false;
    this.hasOffset = end < text.length;
    return !this.hasOffset || this.#readOffset(text, end);
  }

  /** Returns the index after the time of day; -1 for another notation. */
  #readClock(text: string): number {
    const separator = text.charCodeAt(10);
    if (separator !== letterT && separator !== space) return -1;
    const hour = twoDigits(text, 11);
    const minute = twoDigits(text, 14);
    if (hour > 23 || minute > 59 || text.charCodeAt(13) !== colon) return -1;
    this.seconds += hour * 3_600 + minute * 60;
    if (text.charCodeAt(16) !== colon) return 16;
    const second = twoDigits(text, 17);
    if (second > 59) return -1;
    this.seconds += second;
    return text.charCodeAt(19) === dot ? this.#readFraction(text) : 19;
  }

  #readFraction(text: string): number {
    let micros = 0;
    let digits = 0;
    let index = 20;
    for (; index < text.length; index += 1) {
      const digit = text.charCodeAt(index) - zero;
      if (digit < 0 || digit > 9) break;
      if (digit !== 0 && digits >= this.#digits) return -1;
      if (digits < mostDigits) micros = micros * 10 + digit;
      digits += 1;
    }
    if (digits === 0) return -1;
    for (; digits < mostDigits; digits += 1) micros *= 10;
    this.micros = micros;
    return index;
  }

  #readOffset(text: string, at: number): boolean {
    const { length } = text;
    const sign = text.charCodeAt(at);
    if (sign === letterZ) return length === at + 1;
    if (sign !== plus && sign !== minus) return false;
    const hours = twoDigits(text, at + 1);
    const minutesAt = text.charCodeAt(at + 3) === colon ? at + 4 : at + 3;
    const hasMinutes = length > at + 3;
    const minutes = hasMinutes ? twoDigits(text, minutesAt) : 0;
    if (hours > mostHours || minutes > 59) return false;
    if (length !== (hasMinutes ? minutesAt + 2 : at + 3)) return false;
    const offset = hours * 3_600 + minutes * 60;
    this.offset = sign === minus ? -offset : offset;
    return sign === plus || offset !== 0;
  }
}
