/** Number of records from which the shapes of columns are learned; emptiness is learned from all records. */
const maxRecordsLearned = 1000;
/** A column with more shapes than this holds free text: any cell fits it. */
const maxShapes = 8;
const maxShapeLength = 100;

/** Learns the shapes of the cells of each column, to find where the cells of a damaged record belong. */
export class ColumnShapes {
  /** Number of occurrences of each shape in each column. */
  readonly #shapes: readonly Map<string, number>[];
  readonly #leastSeen: number;
  readonly #isEverEmpty: boolean[];
  readonly #longest: number[];
  #recordCount = 0;

  /** A cell fits a shape only after `leastSeen` records have had it. */
  constructor(columnCount: number, leastSeen = 1) {
    this.#leastSeen = leastSeen;
    this.#shapes = Array.from({ length: columnCount }, () => new Map<string, number>());
    this.#isEverEmpty = this.#shapes.map(() => false);
    this.#longest = this.#shapes.map(() => 0);
  }

  /** Number of records learned from. */
  get recordCount(): number {
    return this.#recordCount;
  }

  /** Learns from a record that has one cell for each column. */
  learn(cells: readonly string[]): void {
    this.#recordCount += 1;
    const learnsShapes = this.#recordCount <= maxRecordsLearned;
    for (let index = 0; index < cells.length; index += 1) {
      const cell = cells[index] ?? '';
      if (cell.length > (this.#longest[index] ?? 0)) this.#longest[index] = cell.length;
      if (cell === '') this.#isEverEmpty[index] = true;
      else if (learnsShapes) this.#learnShape(cell, index);
    }
  }

  /** Returns whether a column was empty in a record. */
  isEverEmpty(column: number): boolean {
    return this.#isEverEmpty[column] === true;
  }

  /** Returns whether a cell has one of the shapes of a column. */
  fits(cell: string, column: number): boolean {
    if (cell === '') return this.isEverEmpty(column);
    const shapes = this.#shapes[column];
    if (shapes === undefined) return false;
    return shapes.size > maxShapes || (shapes.get(shapeOf(cell)) ?? 0) >= this.#leastSeen;
  }

  /** Returns whether a cell fits a column and is less than twice as long as its longest cell. */
  fitsInLength(cell: string, column: number): boolean {
    return cell.length < 2 * (this.#longest[column] ?? 0) && this.fits(cell, column);
  }

  #learnShape(cell: string, column: number): void {
    const shapes = this.#shapes[column];
    if (shapes === undefined || shapes.size > maxShapes) return;
    const shape = shapeOf(cell);
    shapes.set(shape, (shapes.get(shape) ?? 0) + 1);
  }
}

/**
 * Returns the shape of a cell, such as `a-99` for `AB-12`: a run of letters counts as one, and so
 * do the digits of a whole number. Cells with blanks and long cells are text.
 */
function shapeOf(cell: string): string {
  if (cell.length > maxShapeLength || /\s/.test(cell)) return 'text';
  if (/^\p{N}+$/u.test(cell)) return '9';
  return cell.replace(/\p{N}/gu, '9').replace(/\p{L}+/gu, 'a');
}
