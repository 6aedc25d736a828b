import { silentLogger, WdhError } from '@wdh/pipeline-core';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DeathWatch } from './death-watch.js';

/** Runs of which a test says which are dead, and those that were marked. */
function deathsOf(refusal: WdhError | null = null) {
  const state = { dead: ['run_1'], marked: [] as string[], looks: 0 };
  const runs = {
    findDeadRuns: () => {
      state.looks += 1;
      return Promise.resolve(state.dead);
    },
    abandonDeadRuns: (only: readonly string[] = []) => {
      if (refusal !== null) return Promise.reject(refusal);
      state.marked.push(...only);
      return Promise.resolve(only);
    },
  };
  return { state, watch: new DeathWatch(runs, silentLogger) };
}

/** Looks twice a second for a time. */
async function lookFor(watch: DeathWatch, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 500) {
    await watch.look();
    vi.advanceTimersByTime(500);
  }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

it('marks a run that was dead at every look of 15 s, and looks every 5 s', async () => {
  const { state, watch } = deathsOf();
  await lookFor(watch, 15_000);
  expect(state).toMatchObject({ looks: 3, marked: [] });
  await lookFor(watch, 500);
  expect(state.marked).toEqual(['run_1']);
});

it('leaves a run whose process connects again within 15 s', async () => {
  const { state, watch } = deathsOf();
  await lookFor(watch, 10_000);
  state.dead = [];
  await lookFor(watch, 5_000);
  state.dead = ['run_1'];
  await lookFor(watch, 10_000);
  expect(state.marked).toEqual([]);
});

it('begins again after the server was away', async () => {
  const { state, watch } = deathsOf();
  await lookFor(watch, 14_000);
  watch.reset();
  await lookFor(watch, 14_000);
  expect(state.marked).toEqual([]);
});

it('stops where its role must not mark runs', async () => {
  const refusal = new WdhError('No.', { code: 'PRIVILEGE_MISSING', category: 'schema' });
  const { state, watch } = deathsOf(refusal);
  await lookFor(watch, 60_000);
  expect(state.looks).toBe(4);
});
