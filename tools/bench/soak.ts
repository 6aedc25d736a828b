/**
 * Loads in a loop into a real server: `npm run soak -- --minutes 2`.
 *
 * Memory, descriptors and connections must stay flat. Every fifth load has too many bad rows and
 * fails, because a failed load must not leak either.
 */
import { parseArgs } from 'node:util';
import { WdhError } from '@wdh/pipeline-core';
import { judgeSoak } from './soak/judge-soak.js';
import { processResources } from './soak/process-resources.js';
import { runSoak } from './soak/run-soak.js';
import { openTrialWarehouse } from './trial-warehouse.js';

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '2' } } });
const durationMs = Number(values.minutes) * 60_000;
if (!(durationMs > 0))
  throw new Error(`--minutes takes a number above 0, not "${values.minutes}".`);

const warehouse = await openTrialWarehouse();
try {
  const path = warehouse.writeFile(2_000);
  let refused = 0;
  const { loads, samples } = await runSoak({
    durationMs,
    load: async (run) => {
      if (run % 5 !== 4) return warehouse.load(path);
      return warehouse.load(path, 0.001).then(
        () => {
          throw new Error('A load with too many bad rows succeeded.');
        },
        (error: unknown) => {
          if (!(error instanceof WdhError) || error.category !== 'data') throw error;
          refused += 1;
        },
      );
    },
    sample: async () => ({
      ...processResources(),
      connections: await warehouse.connections(),
    }),
  });
  const verdicts = judgeSoak(samples);
  console.table(
    verdicts.map(({ isFlat, ...verdict }) => ({ ...verdict, verdict: isFlat ? 'flat' : 'GROWS' })),
  );
  const isFlat = verdicts.every((verdict) => verdict.isFlat);
  console.log(
    `${loads} loads in ${values.minutes} minutes, ${refused} failed as intended: ${isFlat ? 'nothing leaks' : 'something leaks'}.`,
  );
  if (!isFlat) process.exitCode = 1;
} finally {
  await warehouse.close();
}
