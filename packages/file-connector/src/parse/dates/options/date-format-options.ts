import type { DateLanguage, DateLanguageCode } from '../names/date-language.js';
import type { ZoneChoices } from '../zone/moment-in-zone.js';

/** What dates, and dates with times, have in common. */
interface DateNameOptions {
  /**
   * The languages of the names of months and weekdays: codes of those that are built in, or tables of
   * others. A name that has two meanings in them is rejected. Default: all that are built in, in which no
   * name has two.
   */
  readonly languages?: readonly (DateLanguageCode | DateLanguage)[] | undefined;
  /**
   * The first of the hundred years that years of two digits (`YY`) are in: 1970 reads 70 as 1970, and 69
   * as 2069. There is no default, and `YY` needs it.
   */
  readonly pivot?: number | undefined;
}

/** Options of {@link dateFormat}. */
export interface DateFormatOptions extends DateNameOptions {
  /**
   * Result of a pattern without a day: `YYYY-MM`, or the date of the month's first day, which a
   * `date` column needs. Default `month`.
   */
  readonly monthAs?: 'month' | 'first-day' | undefined;
}

/** Options of {@link dateTimeFormat}. */
export interface DateTimeFormatOptions extends DateNameOptions {
  /**
   * The zone of texts without offset and zone: a name such as `Europe/Berlin`, by the zone database of
   * Node, or an offset such as `+08:00`. Default none: the result has no offset, for a `timestamp`.
   */
  readonly zone?: string | undefined;
  /** For a time that the clocks skip: reject it, or move it by the length of the gap. Default `reject`. */
  readonly gap?: ZoneChoices['gap'] | undefined;
  /** For a time that the clocks repeat: reject it, or take one of the two. Default `reject`. */
  readonly repeat?: ZoneChoices['repeat'] | undefined;
  /** The meaning of abbreviations for `z`, such as `{ CET: 'Europe/Berlin', EST: '-05:00' }`. Default none. */
  readonly zones?: Readonly<Record<string, string>> | undefined;
}

/** The options of both kinds of formats. */
export type AnyDateOptions = DateFormatOptions & DateTimeFormatOptions;
