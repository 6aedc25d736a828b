import type { AnyDateOptions } from './date-format-options.js';
import { languageCodes } from './date-settings.js';
import type { PatternKind } from './pattern-kind.js';

/** Returns the format as text, such as `datetime:DD.MM.YYYY HH:mm @Europe/Berlin; gap=later`. */
export function formatName(
  kind: PatternKind,
  patterns: readonly string[],
  options: AnyDateOptions,
): string {
  const { zone, pivot, monthAs, gap, repeat, zones = {}, languages = languageCodes } = options;
  const codes = languages.filter((language) => typeof language === 'string');
  const tables = languages.filter((language) => typeof language !== 'string');
  const isDefault = tables.length === 0 && codes.join() === languageCodes.join();
  const settings: readonly (readonly [string, string | undefined])[] = [
    ['pivot', pivot?.toString()],
    ['month', monthAs === 'first-day' ? monthAs : undefined],
    ['gap', gap === 'reject' ? undefined : gap],
    ['repeat', repeat === 'reject' ? undefined : repeat],
    [
      'zones',
      listText(
        Object.entries(zones)
          .map((entry) => entry.join(':'))
          .sort(),
      ),
    ],
    ['languages', isDefault ? undefined : listText(codes)],
    ...tables.flatMap(({ months, weekdays = [] }): [string, string | undefined][] => [
      ['months', listText(months.map((names) => names.join('/')))],
      ['weekdays', listText(weekdays.map((names) => names.join('/')))],
    ]),
  ];
  const texts = settings.flatMap(([key, value]) =>
    value === undefined ? [] : [`; ${key}=${value}`],
  );
  return `${kind}:${patterns.join(' | ')}${zone === undefined ? '' : ` @${zone}`}${texts.join('')}`;
}

const listText = (items: readonly string[]): string | undefined =>
  items.length === 0 ? undefined : items.join(',');
