import assert from 'node:assert/strict';
import { Pipeline } from '@wdh/pipeline-core';
import {
  batchOf,
  createRecordingLogger,
  expectRowsEqualIgnoringOrder,
  rowFactory,
  runStep,
} from '@wdh/pipeline-core/testing';
import { byAirport, sortOut } from './steps.js';

// Valid rows; each test overrides the field that it is about.
const flights = rowFactory((number) => ({
  flight: `WD ${number}`,
  airport: 'OSL',
  passengers: 100,
}));

export async function rejectsAFlightWithoutANumber(): Promise<void> {
  const { rejectedRows } = await runStep(sortOut, [flights.build({ flight: '' })]);
  assert.equal(rejectedRows[0]?.code, 'FLIGHT_EMPTY');
}

export async function keepsEveryRowOfASort(): Promise<void> {
  const rows = flights.buildList(3, (index) => ({ airport: ['OSL', 'AMS', 'LHR'][index] ?? '' }));
  const { outputData } = await runStep(byAirport(), rows);
  expectRowsEqualIgnoringOrder(outputData, rows);
  assert.equal(outputData[0]?.airport, 'AMS');
}

export async function keepsLineNumbers(): Promise<void> {
  const pipeline = new Pipeline<ReturnType<typeof flights.build>>('flights')
    .addStep(sortOut)
    .addStep(byAirport());
  const source = batchOf(flights.buildList(2), { firstLineNumber: 10 });
  for await (const batch of pipeline.stream([source])) {
    assert.deepEqual(batch.lineNumbers, [10, 11]);
  }
}

export async function logsTheRun(): Promise<void> {
  const logger = createRecordingLogger();
  await runStep(sortOut, flights.buildList(2), { logger });
  assert.equal(logger.eventNames.at(-1), 'pipeline.completed');
}
