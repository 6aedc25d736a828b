import { WdhError } from '@wdh/pipeline-core';
import type { DateLanguage, DateLanguageCode } from '../names/date-language.js';
import type { AnyDateOptions } from './date-format-options.js';

/** Creates the error of a name that no format has. */
export function invalidName(name: string, problem: string): WdhError {
  return new WdhError(
    `The format ${name} is invalid: ${problem}. Write it as date:DD.MM.YYYY or datetime:DD.MM.YYYY HH:mm @Europe/Berlin; gap=later; repeat=first.`,
    { code: 'INVALID_OPTION', category: 'usage' },
  );
}

type Changed = { -readonly [Key in keyof AnyDateOptions]: AnyDateOptions[Key] };
/** Returns a problem of the value, if it has one. */
type Setter = (options: Changed, value: string) => string | undefined;

const setters: Readonly<Record<string, Setter>> = {
  pivot: (options, value) => {
    options.pivot = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  },
  month: (options, value) => {
    options.monthAs = value as AnyDateOptions['monthAs'];
  },
  gap: (options, value) => {
    options.gap = value as AnyDateOptions['gap'];
  },
  repeat: (options, value) => {
    options.repeat = value as AnyDateOptions['repeat'];
  },
  zones: (options, value) => {
    const pairs = value.split(',').map((pair) => /^([^:]*):?(.*)$/s.exec(pair) ?? []);
    options.zones = Object.fromEntries(pairs.map(([, name = '', zone = '']) => [name, zone]));
  },
  languages: (options, value) => {
    options.languages = value.split(',') as readonly DateLanguageCode[];
  },
  months: (options, value) => {
    options.languages = [...(options.languages ?? []), { months: namesOf(value) }];
  },
  weekdays: (options, value) => {
    const before = options.languages ?? [];
    const last = before.at(-1);
    if (typeof last === 'string' || last === undefined) return 'weekdays must follow months';
    options.languages = [...before.slice(0, -1), { ...last, weekdays: namesOf(value) }];
    return undefined;
  },
};

/**
 * Returns the options of texts such as `pivot=1970`, which {@link formatName} writes.
 *
 * @throws WdhError `INVALID_OPTION` (usage) for one that is unknown, or given twice
 */
export function optionsOf(name: string, texts: readonly string[]): AnyDateOptions {
  const options: Changed = {};
  const seen = new Set<string>();
  for (const text of texts) {
    const [, key = '', value = ''] = /^([a-z]+)=(.+)$/s.exec(text) ?? [];
    const set = Object.hasOwn(setters, key) ? setters[key] : undefined;
    if (set === undefined) throw invalidName(name, `${text} is no option (${known})`);
    const isTable = key === 'months' || key === 'weekdays';
    if (seen.has(key) && !isTable) throw invalidName(name, `${key} is in it twice`);
    seen.add(key);
    const problem = set(options, value);
    if (problem !== undefined) throw invalidName(name, problem);
  }
  return options;
}

const known = Object.keys(setters).join(', ');

const namesOf = (text: string): DateLanguage['months'] =>
  text.split(',').map((names) => names.split('/'));
