import { describe, expect, it } from 'vitest';
import { nearestName } from './nearest-name.js';

describe('nearestName', () => {
  it.each([
    ['flight date', 'flight_date'],
    ['FlightDate', 'flight_date'],
    ['fligth_date', 'flight_date'],
    ['costs', 'cost'],
  ])('finds %s for %s', (name, meant) => {
    expect(nearestName(name, ['airport', 'cost', 'flight_date'])).toBe(meant);
  });

  it('returns the nearest of several', () => {
    expect(nearestName('cost_totl', ['cost_tax', 'cost_total'])).toBe('cost_total');
  });

  it('suggests nothing for a name without a near candidate', () => {
    expect(nearestName('species', ['airport', 'cost'])).toBeNull();
    expect(nearestName('x', [])).toBeNull();
  });
});
