import { expect, it, test } from 'vitest';
import { zoneNamed } from './time-zone.js';
import { namedRules } from './zone-rules.js';

const hour = 3600;

/** The offset in seconds, by the text of Intl such as `GMT-03:00`. */
function offsetByName(zone: string): (seconds: number) => number {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  return (seconds) => {
    const [, sign = '', hours = '0', minutes = '0', rest = '0'] =
      /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(format.format(seconds * 1000)) ?? [];
    const offset = Number(hours) * hour + Number(minutes) * 60 + Number(rest);
    return sign === '-' ? -offset : offset;
  };
}

it.each([
  ['Europe/Berlin', 2025],
  ['America/Recife', 2000],
  ['Pacific/Apia', 2011],
  ['Africa/Casablanca', 2024],
  ['Africa/Tunis', 1943],
  ['Australia/Lord_Howe', 1985],
  ['Europe/Amsterdam', 1937],
  ['America/New_York', 1883],
  ['America/New_York', 2345],
  ['Asia/Kolkata', 1200],
])('the offset of %s is that of Intl in each hour of %i', (zone, year) => {
  const rules = namedRules(zone);
  const offsetAt = offsetByName(zone);
  const start = Date.UTC(year, 0, 1) / 1000;
  const moments = Array.from({ length: 8784 }, (_, index) => start + index * hour);
  const wrong = moments.filter((moment) => rules?.offsetAt(moment) !== offsetAt(moment));
  expect(wrong).toEqual([]);
});

test('names of the zone database are known in any case, abbreviations are not', () => {
  const known = [
    'UTC',
    'gmt',
    'Europe/Berlin',
    'europe/berlin',
    'America/Argentina/Ushuaia',
    'Etc/GMT+5',
  ];
  expect(known.filter((name) => zoneNamed(name) === null)).toEqual([]);
  const unknown = [
    'CET',
    'EST',
    'EST5EDT',
    'Z',
    'Europe',
    'Europe/Nowhere',
    '+01:00',
    '',
    'a/'.repeat(50),
  ];
  expect(unknown.filter((name) => zoneNamed(name) !== null)).toEqual([]);
});
