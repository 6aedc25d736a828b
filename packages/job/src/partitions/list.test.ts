import { expect, it } from 'vitest';
import { list } from './list.js';

const regions = list(['north', 'south', 'east']);

it('returns its keys and ranges in the order of the list', () => {
  expect(regions.keys()).toEqual(['north', 'south', 'east']);
  expect(regions.keys({ from: 'south' })).toEqual(['south', 'east']);
  expect(regions.keys({ to: 'south' })).toEqual(['north', 'south']);
  expect(() => regions.keys({ from: 'east', to: 'north' })).toThrow('comes after');
  expect(regions.latest()).toBeNull();
});

it('refuses other keys with the nearest one, or with those that there are', () => {
  expect(regions.problemOf('south')).toBeNull();
  expect(regions.problemOf('nrth')).toBe('the nearest one is north');
  expect(regions.problemOf('qqq')).toBe('the job has north, south, east');
  expect(() => regions.keys({ to: 'West' })).toThrow('There is no partition "West"');
  const many = list(Array.from({ length: 10 }, (_, at) => `region ${at}`));
  expect(many.problemOf('qqq')).toMatch(/region 7, and 2 more$/);
});

it.each([
  [[], 'it must list keys'],
  ['north', 'it must list keys'],
  [['a', 'b', 'a'], 'a key is listed twice'],
  [[''], 'a text of 1 to 100 characters'],
  [[' a'], 'without spaces around it'],
  [['a\nb'], 'a text of'],
  [[5], 'a text of'],
  [undefined, 'it must list keys'],
  [['\ud800'], 'a text of'],
  [['x'.repeat(101)], 'a text of 1 to 100 characters'],
])('refuses the list %j', (keys, problem) => {
  expect(() => list(keys as string[])).toThrow(problem);
});
