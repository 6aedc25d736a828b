import { expect, it, vi } from 'vitest';
import { endAtCost, endAtEstimate, givenBack } from './call-end.js';

it('enters a cost below zero as zero, and says so', () => {
  const onOddity = vi.fn();
  expect(endAtCost('-0.5', onOddity)).toEqual({ cost: '0', units: null, isEstimate: false });
  expect(onOddity.mock.calls).toEqual([['budget.cost.negative']]);
});

it.each([Number.NaN, null, 'many'])('enters a cost without its units %j, and says so', (units) => {
  const onOddity = vi.fn();
  const end = endAtCost({ cost: '5', units: units as never }, onOddity);
  expect(end).toEqual({ cost: '5', units: null, isEstimate: false });
  expect(onOddity.mock.calls).toEqual([['budget.units.invalid']]);
});

it('enters cost and units exactly', () => {
  expect(endAtCost({ cost: 1e-7, units: 350 }, vi.fn())).toEqual({
    ...{ cost: '0.0000001', units: '350', isEstimate: false },
  });
});

it.each([Number.NaN, null, undefined, {}, { cost: 'NaN' }])('refuses the cost %j', (cost) => {
  expect(() => endAtCost(cost as never, vi.fn())).toThrow(
    expect.objectContaining({ code: 'AMOUNT_INVALID' }),
  );
});

it('keeps an end at the estimate apart from a known cost', () => {
  expect(endAtEstimate('2')).toEqual({ cost: '2', units: null, isEstimate: true });
  expect(givenBack.cost).toBeNull();
});
