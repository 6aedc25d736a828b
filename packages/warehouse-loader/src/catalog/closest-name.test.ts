import { expect, it } from 'vitest';
import { closestName, didYouMean } from './closest-name.js';

it.each([
  ['flight_date', ['flight_day', 'flight_id', 'speed'], 'flight_day'],
  ['Airport', ['airport', 'airports'], 'airport'],
  ['id', ['ids', 'notes'], 'ids'],
  ['speed', ['altitude', 'note'], null],
  ['speed', [], null],
  ['full_name', ['id', 'name', 'city'], 'name'],
  ['Full Name', ['id', 'full_name'], 'full_name'],
  ['fullName', ['id', 'full_name', 'name'], 'full_name'],
  ['city', ['id', 'name', 'home_city'], 'home_city'],
  ['"name"', ['id', 'name'], 'name'],
  ['%', ['##', 'share'], null],
  [`${'a'.repeat(63)}_tail`, ['b', 'a'.repeat(63)], 'a'.repeat(63)],
  [`x${'ä'.repeat(40)}`, [`x${'ä'.repeat(31)}`, 'y'], `x${'ä'.repeat(31)}`],
  [`${'long_'.repeat(20)}a`, ['long'], 'long'],
])('the name closest to %s among %j is %s', (name, candidates, closest) => {
  expect(closestName(name, candidates)).toBe(closest);
});

it('a hint is returned only if a name is close', () => {
  expect(didYouMean('flight_date', ['flight_day'])).toBe(' (did you mean "flight_day"?)');
  expect(didYouMean('speed', ['altitude'])).toBe('');
  expect(didYouMean(`${'a'.repeat(63)}_tail`, ['a'.repeat(63)])).toMatch(
    /\(did you mean "a+"\? PostgreSQL truncates names to 63 bytes\)$/,
  );
});
