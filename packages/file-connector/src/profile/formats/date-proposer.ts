import {
  type DateCandidate,
  candidateFormat,
  candidateName,
  candidatePattern,
  dateCandidates,
} from './date-candidates.js';
import { DateTally, isAmbiguous, isRefuted } from './date-tally.js';
import type { FormatProposal, FormatProposer } from './format-proposer.js';
import { MomentNumbers } from './moment-numbers.js';

const [shortest, longest] = [6, 64];
/** Cells of further shapes fit no format: a column of texts does not fill the memory. */
const maxShapes = 200;
const minShare = 0.1;
const dash = 0x2d;
const [zero, nine, lowerA, lowerZ, caseBit, lastAscii] = [0x30, 0x39, 0x61, 0x7a, 0x20, 0x7f];
const digit = /\d/;

/** Proposes the formats of dates and times that cells have, and those of numbers that may be moments. */
export class DateProposer implements FormatProposer {
  readonly #numbers = new MomentNumbers();
  readonly #tallies = new Map<string, DateTally>();
  readonly #shapes = new Map<string, readonly DateTally[]>();
  #cells = 0;
  /** Whether a cell is of a format that PostgreSQL does not read. */
  #isNeeded = false;

  note(cell: string, count: number): void {
    this.#cells += count;
    if (cell.length < shortest || cell.length > longest || !digit.test(cell)) return;
    const tallies = this.#talliesOf(shapeOf(cell), cell);
    const found = tallies.map(({ format }) => format.parse(cell));
    for (const [index, tally] of tallies.entries()) {
      if (found[index] === null) continue;
      this.#isNeeded = true;
      tally.add(
        count,
        tallies.filter((_, other) => found[other] === null),
      );
    }
  }

  notePlain(cell: string, count: number): void {
    this.#cells += count;
    if (cell.charCodeAt(4) !== dash || cell.length < 10) {
      this.#numbers.note(cell, count);
      return;
    }
    // What PostgreSQL writes has few shapes, and is a date for certain.
    const shape = `${cell.length} ${cell.charAt(10)} ${cell.charAt(19)}`;
    for (const tally of this.#talliesOf(shape, cell)) tally.add(count, []);
  }

  proposals(): readonly FormatProposal[] {
    const numbers = this.#numbers.proposals(this.#cells);
    if (!this.#isNeeded) return numbers;
    const all = [...this.#tallies.values()].filter(({ cells }) => cells > 0);
    const left = all.filter((tally) => !isRefuted(tally));
    const proposals = left.map((tally) => ({
      format: candidateName(tally.candidate),
      cells: tally.cells,
      share: tally.cells / this.#cells,
      isAmbiguous: isAmbiguous(tally),
    }));
    return [...this.#together(left), ...proposals, ...numbers].filter(
      ({ share }) => share >= minShare,
    );
  }

  /** Joins formats that fit different cells, and read each of them in one way. */
  #together(tallies: readonly DateTally[]): readonly FormatProposal[] {
    const clear = tallies.filter((tally) => !isAmbiguous(tally));
    return ['date', 'datetime', 'datetimeZ'].flatMap((sort) => {
      const alike = clear.filter(({ candidate }) => sortOf(candidate) === sort);
      if (alike.length < 2) return [];
      alike.sort((one, other) => other.cells - one.cells);
      const cells = alike.reduce((sum, tally) => sum + tally.cells, 0);
      const patterns = alike.map(({ candidate }) => candidatePattern(candidate)).join(' | ');
      const options = new Set(alike.map(({ candidate }) => candidate.options));
      const format = `${sort.replace('Z', '')}:${patterns}${[...options].join('')}`;
      return [{ format, cells, share: cells / this.#cells, isAmbiguous: false }];
    });
  }

  #talliesOf(shape: string, cell: string): readonly DateTally[] {
    const known = this.#shapes.get(shape);
    if (known !== undefined) return known;
    if (this.#shapes.size >= maxShapes) return [];
    const tallies = dateCandidates(cell).flatMap((candidate) => this.#tallyOf(candidate));
    for (const tally of tallies) tally.addRivals(tallies);
    this.#shapes.set(shape, tallies);
    return tallies;
  }

  #tallyOf(candidate: DateCandidate): readonly DateTally[] {
    const key = `${candidate.kind}:${candidate.pattern}`;
    const known = this.#tallies.get(key);
    if (known !== undefined) {
      known.widen(candidate);
      return [known];
    }
    const format = candidateFormat(candidate);
    if (format === null) return [];
    const tally = new DateTally(candidate, format);
    this.#tallies.set(key, tally);
    return [tally];
  }
}

/** Formats with an offset and without cannot be one. */
function sortOf({ kind, pattern }: DateCandidate): string {
  return kind === 'datetime' && pattern.endsWith('Z') ? 'datetimeZ' : kind;
}

/** Returns what cells of one shape have in common: digits are 0, words are a. */
function shapeOf(cell: string): string {
  let shape = '';
  let isWord = false;
  for (let at = 0; at < cell.length; at += 1) {
    const code = cell.charCodeAt(at);
    if (code > lastAscii) return shapeOfAny(cell);
    const isLetter = (code | caseBit) >= lowerA && (code | caseBit) <= lowerZ;
    if (!isLetter) shape += code >= zero && code <= nine ? '0' : cell.charAt(at);
    else if (!isWord) shape += 'a';
    isWord = isLetter;
  }
  return shape;
}

/** As {@link shapeOf}, which is several times as fast, for letters of every alphabet. */
function shapeOfAny(cell: string): string {
  return cell.replace(/\d/g, '0').replace(/\p{L}[\p{L}\p{M}]*/gu, 'a');
}
