import { columnsOf, type Output } from './abilities.js';

/** Clears from the cursor to the end of the screen (ECMA-48, ED). */
const clearBelow = '\u001B[J';
/** Whether a line that is too long continues on the next one (DEC private mode 7). */
const [noWrap, wrap] = ['\u001B[?7l', '\u001B[?7h'];

/**
 * One line at the bottom of a terminal that is drawn again and again.
 *
 * It never wraps, not even in a window that has just become narrower, and the cursor waits at its
 * beginning: so it is removed by clearing what follows the cursor.
 */
export class LiveLine {
  readonly #output: Output;
  #line: string | null = null;

  constructor(output: Output) {
    this.#output = output;
  }

  /** Replaces the line; null removes it. */
  show(line: string | null): void {
    if (line === null && this.#line === null) return;
    this.#line = line;
    this.#output.write(clearBelow + this.#drawing());
  }

  /** Calls a function that writes whole lines, which then stand above the line. */
  writeAbove(write: () => void): void {
    if (this.#line !== null) this.#output.write(clearBelow);
    write();
    if (this.#line !== null) this.#output.write(this.#drawing());
  }

  #drawing(): string {
    if (this.#line === null) return '';
    const fitting = this.#line.slice(0, Math.max((columnsOf(this.#output) ?? 80) - 1, 1));
    return `${noWrap}${fitting}${wrap}\r`;
  }
}
