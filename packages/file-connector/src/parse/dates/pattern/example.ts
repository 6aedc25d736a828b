import type { DateLanguage } from '../names/date-language.js';
import type { PartKey } from './parts.js';
import type { Token } from './tokens.js';

/** Returns how Wednesday, 2025-03-05 14:30:45.123456 is written in a pattern. */
export function exampleOf(tokens: readonly Token[], language: DateLanguage): string {
  return tokens
    .map((token) =>
      token.part === null ? token.text : (token.part.example ?? nameOf(token.key, language)),
    )
    .join('');
}

function nameOf(key: PartKey, { months, weekdays = [] }: DateLanguage): string {
  const [march = [], wednesday = []] = [months[2], weekdays[2]];
  const names = key.startsWith('M') ? march : wednesday;
  const [full = '', short = full] = names;
  return key.length === 4 ? full : short;
}
