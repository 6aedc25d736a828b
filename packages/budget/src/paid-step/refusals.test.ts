import { expect, it } from 'vitest';
import { budgetExceeded } from '../../test/support/fake-budget.js';
import { Refusals } from './refusals.js';

it('repeats a refusal for a second, for amounts from the one that was refused', () => {
  let now = 5;
  const refusals = new Refusals(() => now);
  refusals.check('1');
  const refused = budgetExceeded();
  refusals.note(refused, '0.30');
  expect(() => refusals.check('0.3')).toThrow(refused);
  expect(() => refusals.check(0.31)).toThrow(refused);
  expect(() => refusals.check('0.29')).not.toThrow();
  now += 999;
  expect(() => refusals.check('0.3')).toThrow(refused);
  now += 1;
  expect(() => refusals.check('0.3')).not.toThrow();
});

it('notes a refusal of an amount with a sign, as budgets take it', () => {
  const refusals = new Refusals();
  const refused = budgetExceeded();
  refusals.note(refused, '+1');
  expect(() => refusals.check(1)).toThrow(refused);
});

it('leaves an amount that is none to the budget', () => {
  const refusals = new Refusals();
  refusals.note(budgetExceeded(), 1);
  expect(() => refusals.check('much')).not.toThrow();
});

it('ignores other errors', () => {
  const refusals = new Refusals();
  refusals.note(new Error('lost'), 1);
  expect(() => refusals.check(1)).not.toThrow();
});
