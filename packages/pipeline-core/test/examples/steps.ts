import {
  dataFrameStep,
  keepRow,
  rejectRow,
  rowStep,
  type RowTransformStep,
  type StepResult,
} from '@wdh/pipeline-core';

interface Flight {
  readonly flight: string;
  readonly airport: string;
  readonly passengers: number;
}

/** A row step returns a verdict for each row. */
export const sortOut = rowStep('sort_out', (row: Flight) => {
  if (row.flight === '') {
    return rejectRow({ field: 'flight', code: 'FLIGHT_EMPTY', message: 'must not be empty' });
  }
  if (row.passengers === 0) return null;
  if (row.passengers > 850) {
    return keepRow(row, { field: 'passengers', code: 'MANY', message: 'is more than 850' });
  }
  return { ...row, flight: row.flight.trim() };
});

/** The same as a class, for a step that holds data. */
export class NameAirport implements RowTransformStep<Flight, Flight & { airportName: string }> {
  readonly name = 'name_airport';
  readonly #names: ReadonlyMap<string, string>;

  constructor(names: ReadonlyMap<string, string>) {
    this.#names = names;
  }

  apply(row: Flight): StepResult<Flight & { airportName: string }> {
    const airportName = this.#names.get(row.airport);
    return airportName === undefined
      ? rejectRow({ field: 'airport', code: 'AIRPORT_UNKNOWN', message: 'must be a known airport' })
      : keepRow({ ...row, airportName });
  }
}

/** Calls a service: eight rows concurrently, up to four attempts each. */
export const addWeather = (askService: (airport: string, signal: AbortSignal) => Promise<string>) =>
  rowStep(
    'add_weather',
    async (row: Flight, { signal }) => ({
      ...row,
      weather: await askService(row.airport, signal),
    }),
    {
      concurrency: 8,
      retry: { maxAttempts: 4, backoffMs: 1000, retriableErrors: ['ECONNRESET', 'ETIMEDOUT'] },
    },
  );

/** Receives all rows at once. A row needs an airport; its other fields are kept. */
export const byAirport = <Row extends { readonly airport: string }>() =>
  dataFrameStep(
    'by_airport',
    (rows: readonly Row[]) => rows.toSorted((a, b) => a.airport.localeCompare(b.airport)),
    { rowCountChange: 'none' },
  );
