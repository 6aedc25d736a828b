import { expect, it } from 'vitest';
import { workerFacts, type WorkerStart } from './worker-facts.js';

const start: WorkerStart = {
  jobs: [],
  concurrency: 4,
  budget: { runs: 8, queue: 3, listenAndHeartbeat: 2, total: 13 },
  address: { server: 'db:5432', database: 'wdh' } as WorkerStart['address'],
  health: null,
  drainSeconds: 30,
  schedules: [],
  watches: [],
};

it.each([
  ['127.0.0.1', '127.0.0.1:8080'],
  ['localhost', 'localhost:8080'],
  ['::1', '[::1]:8080'],
])('shows the health at %s as an address that can be opened', (host, shown) => {
  const { facts, text } = workerFacts({ ...start, health: { host, port: 8080 } });
  expect(facts).toMatchObject({ health: shown });
  expect(text).toContain(`health       http://${shown}\n`);
});

it('leaves out the health where it is not served', () => {
  const { facts, text } = workerFacts(start);
  expect(facts).toMatchObject({ health: null });
  expect(text).not.toContain('health');
});
