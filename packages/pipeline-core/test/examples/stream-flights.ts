import { inBatches } from '@wdh/pipeline-core';
import { flights, type RawFlight } from './flights.js';

function* manyFlights(): Generator<RawFlight> {
  for (let id = 1; id <= 2500; id += 1) {
    yield { Flight: `WD ${id}`, Day: '2026-03-01', Passengers: '100' };
  }
}

const stream = flights.stream(inBatches(manyFlights()), { signal: AbortSignal.timeout(60_000) });
let lines = 0;
for await (const batch of stream) {
  // Write batch.rows and batch.rejected here; the next batch is made on request.
  lines += batch.rows.length;
}
export const summary = { lines, ...stream.ledger };
