import { expect, it } from 'vitest';
import { cronProblem } from './cron-problem.js';

it.each([
  '0 2 * * *',
  '*/15 * * * *',
  '0 0 L * *',
  '0 0 1,L * *',
  '0 0 * * 5L',
  '0 0 * * MON#2',
  '0 0 * * MON,wed-FRI',
  '30 1-5/2 * JAN-MAR mon-fri',
  '0 0 1-31/2 * 1',
  '0 0 */2 * *',
  '@daily',
  '@hourly',
])('accepts %s', (cron) => {
  expect(cronProblem(cron)).toBeNull();
});

it.each([
  [undefined, /must be a text of five fields/],
  ['', /must be a text of five fields/],
  [['0 2 * * *'], /must be a text of five fields/],
  ['0 2 * *', /has 4 of the five fields/],
  ['0 0 2 * * *', /has 6 of the five fields/],
  ['@secondly', /the names are @hourly, @daily/],
  ['60 2 * * *', /"60 2 \* \* \*" is not valid: .*60.*0-59/],
  ['0 24 * * *', /0-23/],
  ['0 0 0 * *', /1-31/],
  ['5-1 0 * * *', /Invalid range/],
  ['*/0 * * * *', /every 0 time/],
  ['*/70 * * * *', /step 70 of the minute is larger than 59/],
  ['0 1,*/30 * * *', /step 30 of the hour is larger than 23/],
  ['0 0 30 2 *', /day of month/],
  ['0 0 31 4,6 *', /day of month/],
  ['H H * * *', /H is not a minute/],
  ['0 0 ? * *', /\? is not a day of the month/],
  ['0 0 LW * *', /LW is not a day of the month/],
  ['0 0 15W * *', /15W is not a day of the month/],
  ['0 0 * * 1#6', /1#6 is not a day of the week/],
  ['0 0 * foo *', /alias "foo"/],
  ['0 0 1 janfeb *', /janfeb is not a month/],
  ['0 0 1 jan1 *', /jan1 is not a month/],
  ['0 0 1 1feb *', /1feb is not a month/],
  ['0 0 1 */feb *', /feb is not a month/],
  ['0 0 * * sunmon', /sunmon is not a day of the week/],
  ['0 0 * * monday', /monday is not a day of the week/],
  ['0 0 */2 * 1', /day of the month \*\/2 and day of the week 1: write a range/],
  ['0 0 1 * */2', /day of the month 1 and day of the week \*\/2: write a range/],
  ['zwei Uhr an jedem Tag', /zwei is not a minute/],
])('refuses %j', (cron, problem) => {
  expect(cronProblem(cron)).toMatch(problem);
});
