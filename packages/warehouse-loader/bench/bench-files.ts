import { join } from 'node:path';
import { writeRecords, type Variation } from './records-csv.js';
import { type SalesNotation, writeSales } from './sales-csv.js';
import type { Shape } from './shapes/shape.js';
import { writeShape } from './shapes/write-shape.js';

/** The generated files, each written on first use. */
export class BenchFiles {
  readonly #folder: string;
  readonly #rows: number;
  readonly #paths = new Map<string, Promise<string>>();

  constructor(folder: string, rows: number) {
    this.#folder = folder;
    this.#rows = rows;
  }

  /** Path of the file with `times` as many rows as the benchmark has. */
  path(variation: Variation, times = 1): Promise<string> {
    const name = `${variation}-${times}.csv`;
    const written = this.#paths.get(name) ?? this.#write(name, variation, times);
    this.#paths.set(name, written);
    return written;
  }

  /** Path of a file of a thousand records, however many the benchmark has. */
  smallPath(): Promise<string> {
    const path = join(this.#folder, 'small.csv');
    const written = this.#paths.get('small') ?? writeRecords(path, 1_000, 'clean').then(() => path);
    this.#paths.set('small', written);
    return written;
  }

  /** Path of the file of sales, whose numbers and dates are written in a notation. */
  salesPath(notation: SalesNotation): Promise<string> {
    const name = `sales-${notation}.csv`;
    const path = join(this.#folder, name);
    const written =
      this.#paths.get(name) ?? writeSales(path, this.#rows, notation).then(() => path);
    this.#paths.set(name, written);
    return written;
  }

  /** Path of the file of a shape. */
  shapePath(shape: Shape): Promise<string> {
    const name = `${shape.name}.csv`;
    const path = join(this.#folder, name);
    const rows = Math.max(1, Math.round(this.#rows * shape.share));
    const written = this.#paths.get(name) ?? writeShape(path, rows, shape).then(() => path);
    this.#paths.set(name, written);
    return written;
  }

  async #write(name: string, variation: Variation, times: number): Promise<string> {
    const path = join(this.#folder, name);
    await writeRecords(path, this.#rows * times, variation);
    return path;
  }
}
