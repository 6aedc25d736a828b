import { type DateLanguage, type DateLanguageCode, dateLanguages } from '../names/date-language.js';
import { fold } from '../names/fold.js';
import { NameTable } from '../names/name-table.js';
import type { ZoneChoices } from '../zone/moment-in-zone.js';
import { zoneOfOption } from '../zone/time-zone.js';
import type { ZoneRules } from '../zone/zone-rules.js';
import { checkOptions } from './check-options.js';
import type { AnyDateOptions } from './date-format-options.js';
import type { PatternKind } from './pattern-kind.js';

/** The options of a format, checked and complete. */
export interface DateSettings {
  readonly months: NameTable;
  readonly weekdays: NameTable;
  /** The language of examples. */
  readonly language: DateLanguage;
  readonly pivot: number | null;
  readonly monthAs: 'month' | 'first-day';
  readonly zone: ZoneRules | null;
  /** By their abbreviations, folded. */
  readonly zones: ReadonlyMap<string, ZoneRules>;
  readonly choices: ZoneChoices;
}

/**
 * Completes the options of a format.
 *
 * @throws WdhError `INVALID_OPTION` (usage)
 */
export function dateSettings(kind: PatternKind, options: AnyDateOptions): DateSettings {
  checkOptions(kind, options);
  const { languages = languageCodes, pivot = null, monthAs = 'month', zone, zones = {} } = options;
  const tables = languages.map(tableOf);
  const [own] = languages.filter((one) => typeof one !== 'string');
  const [language = dateLanguages.en] = own === undefined ? tables : [own];
  return {
    months: new NameTable(tables.map(({ months }) => months)),
    weekdays: new NameTable(tables.map(({ weekdays = [] }) => weekdays)),
    language,
    pivot,
    monthAs,
    zone: zone === undefined ? null : zoneOfOption('zone', zone),
    zones: new Map(
      Object.entries(zones).map(([name, value]) => [
        fold(name),
        zoneOfOption(`zones.${name}`, value),
      ]),
    ),
    choices: { gap: options.gap ?? 'reject', repeat: options.repeat ?? 'reject' },
  };
}

/** The codes of all languages that are built in. */
export const languageCodes = Object.keys(dateLanguages) as readonly DateLanguageCode[];

function tableOf(language: DateLanguageCode | DateLanguage): DateLanguage {
  return typeof language === 'string' ? dateLanguages[language] : language;
}
