/**
 * Where the cells of plain records are in a text: two numbers for each cell, as `cellAt` reads them.
 *
 * The numbers of one piece of text are kept in one array, which the next piece overwrites.
 */
export class CellPositions {
  /** Grows; do not keep it. */
  values = new Int32Array(32_768);
  /** Number of the values in use. */
  used = 0;

  /** Ensures that `count` more values have a place. */
  reserve(count: number): void {
    if (this.used + count <= this.values.length) return;
    const values = new Int32Array(Math.max(2 * this.values.length, this.used + count));
    values.set(this.values.subarray(0, this.used));
    this.values = values;
  }
}
