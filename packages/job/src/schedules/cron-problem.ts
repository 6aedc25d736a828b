import { loadCronParser } from '../load-cron-parser.js';

/** The names that stand for an expression. */
const named = ['@hourly', '@daily', '@weekly', '@monthly', '@yearly'];

const fields = [
  { name: 'minute', form: /^[\d*,/-]+$/, largest: 59 },
  { name: 'hour', form: /^[\d*,/-]+$/, largest: 23 },
  { name: 'day of the month', form: /^(?:[\d*,/-]|L(?=,|$))+$/, largest: 31 },
  { name: 'month', form: /^(?:[\d*,/-]|(?<![^,-])[a-z]{3}(?![^,/-]))+$/i, largest: 12 },
  {
    name: 'day of the week',
    form: /^(?:[\d*,/-]|(?<![^,-])[a-z]{3}(?![^,/#-])|(?<=\d)L(?=,|$)|#[1-5](?=,|$))+$/i,
    largest: 7,
  },
];

/**
 * Returns what is wrong with a cron expression; null if nothing is.
 *
 * Accepted are the five fields of crontab(5) with `*`, lists, ranges, steps and English names, `L` for the last
 * day of the month, `5L` for the last Friday, `1#2` for the second Monday, and `@daily` and its like. The parser
 * accepts more, such as a random `H` and seconds, and fills in fields that are missing.
 */
export function cronProblem(cron: unknown): string | null {
  if (typeof cron !== 'string' || cron.trim() === '') {
    return 'its cron must be a text of five fields, such as "0 2 * * *"';
  }
  if (named.includes(cron)) return null;
  const problem = cron.startsWith('@')
    ? `the names are ${named.join(', ')}`
    : (problemOfFields(cron.trim().split(/\s+/)) ?? problemOfTimes(cron));
  return problem === null ? null : `its cron "${cron.slice(0, 100)}" is not valid: ${problem}`;
}

function problemOfFields(given: readonly string[]): string | null {
  if (given.length !== fields.length) {
    return `it has ${given.length} of the five fields minute, hour, day of the month, month and day of the week`;
  }
  for (const [index, { name, form, largest }] of fields.entries()) {
    const text = given[index] ?? '';
    if (!form.test(text)) return `${text.slice(0, 30)} is not a ${name}`;
    // The parser would take the first value alone.
    const steps = Array.from(text.matchAll(/\/(\d+)/g), ([, step]) => Number(step));
    const tooLarge = steps.find((step) => step > largest);
    if (tooLarge !== undefined)
      return `the step ${tooLarge} of the ${name} is larger than ${largest}`;
  }
  return problemOfDays(given[2] ?? '', given[4] ?? '');
}

/** Either of two limited days counts. In crontab(5) both must, if one of them begins with an asterisk. */
function problemOfDays(ofMonth: string, ofWeek: string): string | null {
  const isAmbiguous =
    ofMonth !== '*' && ofWeek !== '*' && [ofMonth, ofWeek].some((days) => days.startsWith('*'));
  return isAmbiguous
    ? `day of the month ${ofMonth} and day of the week ${ofWeek}: write a range such as 1-31/2 if either is to count`
    : null;
}

/** The parser finds a number beyond its range, and a date that no year has, such as the 30th of February. */
function problemOfTimes(cron: string): string | null {
  try {
    loadCronParser().CronExpressionParser.parse(cron, { tz: 'UTC' }).next();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 120) : 'it cannot be read';
  }
}
