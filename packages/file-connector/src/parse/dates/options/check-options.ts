import { WdhError } from '@wdh/pipeline-core';
import { type DateLanguage, dateLanguages } from '../names/date-language.js';
import type { AnyDateOptions } from './date-format-options.js';
import type { PatternKind } from './pattern-kind.js';

const choices = {
  monthAs: ['month', 'first-day'],
  gap: ['reject', 'earlier', 'later'],
  repeat: ['reject', 'first', 'second'],
} as const;
/** Letters of any language, and what is between them; the rest separates names in the name of a format. */
const nameForm = /^[\p{L}\p{M}\p{N}. -]{1,40}$/u;
const abbreviationForm = /^[a-z][a-z\d_+-]{0,39}$/i;

/** Options that mean nothing for the other kind. */
const ofKind = { datetime: ['zone', 'zones', 'gap', 'repeat'], date: ['monthAs'] } as const;

/** @throws WdhError `INVALID_OPTION` (usage) with all that is wrong */
export function checkOptions(kind: PatternKind, options: AnyDateOptions): void {
  const { languages, pivot, zones = {} } = options;
  const foreign = ofKind[kind === 'date' ? 'datetime' : 'date'];
  const problems = foreign
    .filter((name) => options[name] !== undefined)
    .map((name) => `${name} is no option of a ${kind} format`);
  for (const [name, allowed] of Object.entries(choices)) {
    const value = options[name as keyof typeof choices];
    if (value !== undefined && !(allowed as readonly string[]).includes(value)) {
      problems.push(`${name} must be ${allowed.join(' or ')}`);
    }
  }
  if (pivot !== undefined && !(Number.isInteger(pivot) && pivot >= 1 && pivot <= 9900)) {
    problems.push('pivot must be a whole year of 1 to 9900, the first of the hundred years of YY');
  }
  if (languages?.length === 0) problems.push('languages must have at least one');
  for (const language of languages ?? []) {
    if (typeof language !== 'string') problems.push(...problemsOf(language));
    else if (!Object.hasOwn(dateLanguages, language)) {
      const codes = Object.keys(dateLanguages).join(', ');
      problems.push(`the language ${language} is not built in (${codes}): give its names`);
    }
  }
  for (const name of Object.keys(zones)) {
    if (!abbreviationForm.test(name)) problems.push(`zones.${name} is no abbreviation of a zone`);
  }
  const abbreviations = Object.keys(zones).map((name) => name.toLowerCase());
  if (new Set(abbreviations).size < abbreviations.length) {
    problems.push('zones has an abbreviation twice, as capitals and small letters are the same');
  }
  if (problems.length === 0) return;
  throw new WdhError(`A format of dates cannot start: ${problems.join('; ')}.`, {
    code: 'INVALID_OPTION',
    category: 'usage',
  });
}

function problemsOf({ months, weekdays }: DateLanguage): readonly string[] {
  const lists = [
    { list: months, of: 'months', count: 12 },
    ...(weekdays === undefined ? [] : [{ list: weekdays, of: 'weekdays', count: 7 }]),
  ];
  return lists.flatMap(({ list, of, count }) => {
    const isComplete = list.length === count && list.every((names) => names.length > 0);
    if (!isComplete) return [`${of} of a language must be ${count}, each with a name`];
    return list.flat().every((name) => nameForm.test(name) && name === name.trim())
      ? []
      : [`${of} of a language may have letters, digits, points, hyphens and blanks, up to 40`];
  });
}
