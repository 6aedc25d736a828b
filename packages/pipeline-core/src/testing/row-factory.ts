/** Creates similar rows for tests; a test overrides the fields that matter to it. */
export interface RowFactory<Row extends object> {
  /** Creates the next row, with the given fields overriding its own. */
  build(fields?: Partial<Row>): Row;
  /** Creates `count` rows; `fields` may be a function of the index, from 0. */
  buildList(count: number, fields?: Partial<Row> | ((index: number) => Partial<Row>)): Row[];
}

/**
 * Creates a factory of rows.
 *
 * @param make - Creates a valid row from its number, from 1.
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
