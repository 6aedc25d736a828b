import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { result as checked } from '../test/examples/check-days.js';
import { result } from '../test/examples/run-flights.js';
import { addWeather, byAirport, NameAirport, sortOut } from '../test/examples/steps.js';
import { summary } from '../test/examples/stream-flights.js';
import * as tests from '../test/examples/test-steps.js';
import { rowFactory, runStep } from './testing/index.js';

const read = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');

describe.each([
  ['README.md', '../README.md', ['check-days']],
  [
    'docs/guides/first-pipeline.md',
    '../../../docs/guides/first-pipeline.md',
    ['flights', 'run-flights', 'stream-flights'],
  ],
  ['docs/guides/write-a-step.md', '../../../docs/guides/write-a-step.md', ['steps']],
  ['docs/guides/test-a-pipeline.md', '../../../docs/guides/test-a-pipeline.md', ['test-steps']],
])('%s', (_, path, examples) => {
  it.each(examples)('contains the example %s verbatim', async (example) => {
    expect(await read(path)).toContain(await read(`../test/examples/${example}.ts`));
  });

  it('contains no other example', async () => {
    const blocks = [...(await read(path)).matchAll(/```ts\n/g)];
    expect(blocks).toHaveLength(examples.length);
  });
});

describe('the example of the README', () => {
  it('returns what its comments say', () => {
    expect(checked.outputData).toHaveLength(2);
    expect(checked.rejectedRows).toMatchObject([
      { rowNumber: 2, stepName: 'check_day', field: 'day', code: 'DAY_INVALID' },
    ]);
    expect(checked.ledger).toEqual({
      rowsIn: 3,
      rowsOut: 2,
      rowsRejected: 1,
      rowsFiltered: 0,
      rowsAdded: 0,
    });
  });
});

describe('the examples of the first pipeline', () => {
  it('return what their comments say', () => {
    expect(result.success).toBe(true);
    expect(result.outputData).toEqual([
      { flight: 'WD 1', day: '2026-02-28', passengers: 120 },
      { flight: 'WD 3', day: '2026-03-01', passengers: 9000 },
    ]);
    expect(result.errors).toMatchObject([
      { rowNumber: 3, field: 'day', code: 'INVALID_ISO_DATE' },
      { rowNumber: 3, field: 'passengers', code: 'INVALID_DIGITS' },
    ]);
    expect(result.rejectedRows).toMatchObject([
      {
        rowNumber: 3,
        message: 'day: Invalid date; passengers: Invalid digits',
        input: { flight: 'WD 2', day: '2026-02-30th', passengers: 'many' },
      },
    ]);
    expect(result.warnings).toMatchObject([
      { rowNumber: 4, field: 'passengers', code: 'INVALID_MAX_VALUE' },
    ]);
    expect(result.ledger).toEqual({
      rowsIn: 4,
      rowsOut: 2,
      rowsRejected: 1,
      rowsFiltered: 1,
      rowsAdded: 0,
    });
  });

  it('stream every row', () => {
    expect(summary).toMatchObject({ lines: 2500, rowsIn: 2500, rowsOut: 2500 });
  });
});

describe('the steps of the guide', () => {
  const flights = rowFactory(() => ({ flight: 'WD 1 ', airport: 'OSL', passengers: 100 }));

  it('sort out rows', async () => {
    const rows = [0, 100, 900].map((passengers) => flights.build({ passengers }));
    const { outputData, warnings, ledger } = await runStep(sortOut, [
      ...rows,
      flights.build({ flight: '' }),
    ]);
    expect(outputData).toMatchObject([{ flight: 'WD 1' }, { passengers: 900 }]);
    expect(warnings).toMatchObject([{ code: 'MANY' }]);
    expect(ledger).toMatchObject({ rowsFiltered: 1, rowsRejected: 1 });
  });

  it('name airports', async () => {
    const step = new NameAirport(new Map([['OSL', 'Oslo']]));
    const rows = [flights.build(), flights.build({ airport: 'ZZZ' })];
    const { outputData, errors } = await runStep(step, rows);
    expect(outputData).toMatchObject([{ airportName: 'Oslo' }]);
    expect(errors).toMatchObject([{ code: 'AIRPORT_UNKNOWN' }]);
  });

  it('call a service, and call it again after a lost connection', async () => {
    let calls = 0;
    const step = addWeather((airport) => {
      calls += 1;
      return calls === 1
        ? Promise.reject(Object.assign(new Error('cut'), { code: 'ECONNRESET' }))
        : Promise.resolve(`snow in ${airport}`);
    });
    const soon = { ...step, retry: { retriableErrors: ['ECONNRESET'], backoffMs: 1 } };
    expect((await runStep(soon, [flights.build()])).outputData).toMatchObject([
      { weather: 'snow in OSL' },
    ]);
    expect(step).toMatchObject({ concurrency: 8, retry: { maxAttempts: 4 } });
  });

  it('sort rows and keep all their fields', async () => {
    const rows = flights.buildList(2, (index) => ({ airport: index === 0 ? 'OSL' : 'AMS' }));
    expect((await runStep(byAirport(), rows)).outputData).toEqual(rows.toReversed());
  });
});

describe('the tests of the guide', () => {
  it.each(Object.entries(tests))('pass: %s', async (_, test) => {
    await expect(test()).resolves.toBeUndefined();
  });
});
