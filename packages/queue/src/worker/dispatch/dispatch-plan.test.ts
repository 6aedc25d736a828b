import { expect, it } from 'vitest';
import type { Lane } from '../lanes/lane.js';
import { DispatchPlan } from './dispatch-plan.js';
import { Slots } from './slots.js';

const lane = (queue: string, takesSlot = true): Lane => ({
  queue,
  takesSlot,
  deliver: () => Promise.resolve(),
});

function planOf(...lanes: readonly Lane[]): DispatchPlan {
  return new DispatchPlan(new Map(lanes.map((one) => [one.queue, one])));
}

it('takes the most urgent jobs for the free slots, and keeps the rest', () => {
  const [a, b] = [lane('a'), lane('b')];
  const plan = planOf(a, b);
  const slots = new Slots(3);
  plan.renew(['b', 'a', 'b', 'a']);
  expect(plan.take(slots)).toEqual([
    { lane: b, count: 2 },
    { lane: a, count: 1 },
  ]);
  expect(plan.isEmpty).toBe(false);
  expect(plan.take(slots)).toEqual([{ lane: a, count: 1 }]);
  expect(plan.isEmpty).toBe(true);
});

it('takes nothing without a free slot, but what needs none', () => {
  const [run, tick] = [lane('run'), lane('tick', false)];
  const plan = planOf(run, tick);
  const slots = new Slots(1);
  slots.take(true);
  plan.renew(['run', 'tick', 'run']);
  expect(plan.take(slots)).toEqual([{ lane: tick, count: 1 }]);
  slots.give(true);
  expect(plan.take(slots)).toEqual([{ lane: run, count: 1 }]);
});

it('forgets what an earlier look found', () => {
  const a = lane('a');
  const plan = planOf(a);
  plan.renew(['a', 'a']);
  plan.renew([]);
  expect(plan.take(new Slots(4))).toEqual([]);
});
