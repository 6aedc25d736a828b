/** Makes rows for tests: each like the others, but for what a test says about it. */
export interface RowFactory<Row extends object> {
  /** Makes the next row, with the fields given in place of its own. */
  build(fields?: Partial<Row>): Row;
  /** Makes so many rows; `fields` may be a function of the index, from 0. */
  buildList(count: number, fields?: Partial<Row> | ((index: number) => Partial<Row>)): Row[];
}

/**
 * Makes a factory of rows.
 *
 * @param make - Makes a valid row of its number, from 1.
 * @example
 * const flights = rowFactory((number) => ({ flight: `WD ${number}`, day: '2026-03-01' }));
 * flights.buildList(3, { day: 'tomorrow' });
 */
export function rowFactory<Row extends object>(make: (number: number) => Row): RowFactory<Row> {
  let made = 0;
  function build(fields: Partial<Row> = {}): Row {
    made += 1;
    return { ...make(made), ...fields };
  }
  return {
    build,
    buildList: (count, fields = {}) =>
      Array.from({ length: count }, (_, index) =>
        build(typeof fields === 'function' ? fields(index) : fields),
      ),
  };
}
