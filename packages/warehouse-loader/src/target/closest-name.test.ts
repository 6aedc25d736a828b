import { expect, it } from 'vitest';
import { closestName, didYouMean } from './closest-name.js';

it.each([
  ['flight_date', ['flight_day', 'flight_id', 'speed'], 'flight_day'],
  ['Airport', ['airport', 'airports'], 'airport'],
  ['id', ['ids', 'notes'], 'ids'],
  ['speed', ['altitude', 'note'], null],
  ['speed', [], null],
])('the name closest to %s among %j is %s', (name, candidates, closest) => {
  expect(closestName(name, candidates)).toBe(closest);
});

it('a hint is given only where a name is close', () => {
  expect(didYouMean('flight_date', ['flight_day'])).toBe(' (did you mean "flight_day"?)');
  expect(didYouMean('speed', ['altitude'])).toBe('');
});
