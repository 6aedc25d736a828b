import { daysOf } from '../calendar/day.js';
import { dayAndClockText, dayText, twoDigits, yearText } from '../calendar/iso-text.js';
import { fold } from '../names/fold.js';
import type { DateSettings } from '../options/date-settings.js';
import { Fields } from '../scan/fields.js';
import { momentInZone, offsetMoment } from '../zone/moment-in-zone.js';
import { zoneNamed } from '../zone/time-zone.js';
import { type DayFinder, dayFinder } from './day-of-fields.js';
import { fixedReader } from './fixed-reader.js';
import { readersOf } from './part-readers.js';
import type { Token } from './tokens.js';

/** Reads a text by one pattern; null where it is not of the pattern, or has no exact meaning. */
export type DateReader = (text: string) => string | null;

/** Converts the fields of a text to ISO text. */
type Finisher = (fields: Fields) => string | null;

/** Longer than a date in any language; a longer text is not scanned. */
const longestText = 256;

/** Creates the reader of a pattern, whose tokens and fields are valid. */
export function patternReader(
  tokens: readonly Token[],
  has: ReadonlySet<string>,
  settings: DateSettings,
): DateReader {
  const isFolded = tokens.some(({ part }) => part?.isWord === true);
  const readers = readersOf(tokens, settings, isFolded);
  const finish = finisher(has, settings);
  const fields = new Fields();
  const readFixed = fixedReader(tokens);
  return (cell) => {
    if (readFixed?.(cell, fields) === true) return finish(fields);
    if (cell.length > longestText) return null;
    const text = isFolded ? fold(cell) : cell;
    let at = 0;
    for (const read of readers) {
      at = read(text, at, fields);
      if (at < 0) return null;
    }
    return at === text.length ? finish(fields) : null;
  };
}

function finisher(has: ReadonlySet<string>, settings: DateSettings): Finisher {
  const find = dayFinder(has);
  if (has.has('hour')) return momentFinisher(find, has, settings);
  const isMonth = has.has('month') && !has.has('day');
  if (isMonth && settings.monthAs === 'month') {
    return (fields) =>
      find(fields) === null ? null : `${yearText(fields.year)}-${twoDigits(fields.month)}`;
  }
  return (fields) => {
    const day = find(fields);
    return day === null ? null : dayText(day);
  };
}

function momentFinisher(
  find: DayFinder,
  has: ReadonlySet<string>,
  settings: DateSettings,
): Finisher {
  const isOfTwelve = has.has('half');
  const locate = locator(has, settings);
  return (fields) => {
    const day = find(fields);
    if (day === null || fields.minute > 59 || fields.second > 59) return null;
    const hour = isOfTwelve ? hourOfDay(fields) : fields.hour;
    if (hour < 0 || hour > 23) return null;
    const { minute, second, micros } = fields;
    if (locate === null) return dayAndClockText(day, hour, minute, second, micros);
    return locate(daysOf(day) * 86_400 + hour * 3600 + minute * 60 + second, fields);
  };
}

type Locator = (local: number, fields: Fields) => string | null;

/** Returns what finds the moment of a local time; null if it stays without an offset. */
function locator(has: ReadonlySet<string>, { zone, zones, choices }: DateSettings): Locator | null {
  if (has.has('offset')) {
    return (local, { micros, offset }) => offsetMoment(local, micros, offset);
  }
  if (has.has('zone')) {
    return (local, { micros, zone: name }) => {
      const rules = zones.get(fold(name)) ?? zoneNamed(name);
      return rules === null ? null : momentInZone(local, micros, rules, choices);
    };
  }
  if (zone === null) return null;
  return (local, { micros }) => momentInZone(local, micros, zone, choices);
}

function hourOfDay({ hour, half }: Fields): number {
  if (hour < 1 || hour > 12) return -1;
  return (hour % 12) + half * 12;
}
