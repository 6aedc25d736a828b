import { describe, expect, it } from 'vitest';
import { checkOutcome, checksByName, type RecordedCheck } from './check-marks.js';
import { chosenFigure, columnsOf, type Figure, metricLabel, metricsOf } from './figure-names.js';
import { figureText } from './figure-text.js';

const figures: readonly Figure[] = [
  { column: null, metric: 'rejected_share' },
  { column: null, metric: 'rows_read' },
  { column: 'day', metric: 'max' },
  { column: 'price', metric: 'max' },
  { column: 'price', metric: 'null_share' },
];

describe('the figures of a job', () => {
  it('are found by column and by name', () => {
    expect(columnsOf(figures, '')).toEqual(['', 'day', 'price']);
    expect(columnsOf(figures, 'null share')).toEqual(['price']);
    expect(columnsOf(figures, 'run')).toEqual(['']);
    expect(columnsOf(figures, 'nothing')).toEqual([]);
    expect(metricsOf(figures, 'price')).toEqual(['max', 'null_share']);
    expect(metricLabel('null_share')).toBe('Null share');
  });

  it.each<[string | null, string | null, Figure | null]>([
    [null, null, { column: null, metric: 'rejected_share' }],
    ['price', 'null_share', { column: 'price', metric: 'null_share' }],
    ['price', 'unknown', { column: 'price', metric: 'max' }],
    ['unknown', 'max', { column: null, metric: 'rejected_share' }],
  ])('of the address %j, %j', (column, metric, found) => {
    expect(chosenFigure(figures, { column, metric })).toEqual(found);
  });

  it('has none before the first run', () => {
    expect(chosenFigure([], { column: null, metric: null })).toBeNull();
  });
});

describe('figureText', () => {
  it.each([
    [null, 'number', 'no value'],
    [1234.5, 'number', '1,234.5'],
    [0.000_012_34, 'number', '0.0000123'],
    [5e12, 'number', '5T'],
    [0, 'share', '0 %'],
    [0.0024, 'share', '0.2 %'],
    ['2026-01-31', 'day', '2026-01-31'],
    [0, 'day', '1970-01-01'],
    [3_600_000, 'time', '1970-01-01 01:00'],
  ] as const)('writes %j as %s', (value, kind, text) => {
    expect(figureText(value, kind)).toBe(text);
  });
});

describe('the outcome of a check', () => {
  const check = (changes: Partial<RecordedCheck>): RecordedCheck => ({
    executionId: 'e',
    startedAt: '2026-01-01T00:00:00.000Z',
    status: 'success',
    name: 'no future',
    hasPassed: true,
    found: 0,
    severity: null,
    ...changes,
  });

  it.each<[Partial<RecordedCheck>, string, string]>([
    [{}, 'success', 'Passed'],
    [{ hasPassed: false, found: 3, severity: 'error' }, 'failed', 'Failed, 3 found'],
    [{ hasPassed: false, found: 1, severity: 'warn' }, 'warning', 'Warned, 1 found'],
    [{ hasPassed: null, found: null }, 'info', 'Not known'],
  ])('of %j', (changes, icon, text) => {
    expect(checkOutcome(check(changes))).toMatchObject({ icon, text });
  });

  it('is listed by the name of the check', () => {
    const checks = ['b', 'a', 'b'].map((name) => check({ name }));
    expect([...checksByName(checks)].map(([name, found]) => [name, found.length])).toEqual([
      ['b', 2],
      ['a', 1],
    ]);
  });
});
