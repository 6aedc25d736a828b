import { WdhError } from '@wdh/pipeline-core';
import { fold } from '../names/fold.js';
import { Fields } from '../scan/fields.js';
import { offsetReader } from '../scan/offset-reader.js';
import { fixedRules, namedRules, type ZoneRules } from './zone-rules.js';

/** An area and a place, as the zone database names zones; other names may be abbreviations. */
const nameForm = /^[a-z]+(?:\/[a-z\d_+-]+){1,2}$/i;
const longestName = 40;
const utc = fixedRules(0);
const maxUnknown = 1000;
const known = new Map<string, ZoneRules | null>();

/**
 * Returns the rules of `UTC`, `GMT`, or a zone such as `Europe/Berlin`; null for any other name. An
 * abbreviation such as CET or EST is none, as it has several meanings.
 */
export function zoneNamed(name: string): ZoneRules | null {
  const key = fold(name);
  if (key === 'utc' || key === 'gmt') return utc;
  if (name.length > longestName || !nameForm.test(name)) return null;
  const found = known.get(key);
  if (found !== undefined) return found;
  const rules = namedRules(name);
  if (rules !== null || known.size < maxUnknown) known.set(key, rules);
  return rules;
}

/**
 * Returns the rules of a zone that an option names, as a name or an offset such as `+08:00`.
 *
 * @throws WdhError `INVALID_OPTION` (usage) for an unknown one
 */
export function zoneOfOption(option: string, value: string): ZoneRules {
  const fields = new Fields();
  if (offsetReader(value, 0, fields) === value.length) return fixedRules(fields.offset);
  const rules = zoneNamed(value);
  if (rules !== null) return rules;
  throw new WdhError(
    `A format of dates cannot start: ${option} names the zone ${value}, which is unknown. Give a name of the zone database such as Europe/Berlin, or an offset such as +02:00.`,
    { code: 'INVALID_OPTION', category: 'usage' },
  );
}
