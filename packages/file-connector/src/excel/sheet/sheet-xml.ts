import { cellAddress, maxColumns, maxRows, readAddress } from '../cells/cell-address.js';
import {
  type CellContext,
  type CellKind,
  cellKind,
  type CellProblem,
  cellText,
  missingText,
  type StoredCell,
} from '../cells/cell-text.js';
import { type Attributes, isTrue, type XmlHandler } from '../workbook/read-xml.js';
import { workbookDamaged } from '../workbook/workbook-errors.js';
import type { ProblemCell, SheetRow } from './sheet-row.js';

/** What {@link SheetXml} needs to know. */
export interface SheetXmlOptions extends CellContext {
  /** Names workbook and sheet in messages. */
  readonly place: string;
  readonly maxRecordBytes: number;
  /** Whether to note how each cell is stored. */
  readonly withKinds: boolean;
}

const noProblems: readonly ProblemCell[] = [];
const misplaced: CellProblem = {
  code: 'CELL_INVALID',
  message: 'is stored twice, or in another row or order than its address says',
};

const twoValues: CellProblem = { code: 'CELL_INVALID', message: 'has two values' };

const isIgnored = (name: string): boolean => name === 'rPh' || name === 'extLst';
const readCount = (text: string): number => (/^\d{1,7}$/.test(text) ? Number(text) : Number.NaN);

/** Collects the rows of a sheet from the elements of its XML, in order. */
export class SheetXml implements XmlHandler {
  /** Columns that are hidden, from 0; complete before the first row. */
  readonly hiddenColumns = new Set<number>();
  #hiddenRanges = 0;
  readonly #options: SheetXmlOptions;
  #rows: SheetRow[] = [];
  #rowNumber = 0;
  #isInData = false;
  #isInRow = false;
  #isHidden = false;
  #cells: string[] = [];
  #kinds: CellKind[] = [];
  #problems: ProblemCell[] = [];
  #bytes = 0;
  #isTooLarge = false;
  #isInCell = false;
  #column = -1;
  #isMisplaced = false;
  #type = 'n';
  #style: string | undefined;
  #value: string | null = null;
  #hasFormula = false;
  /** Elements of phonetic texts and extensions around the current one. */
  #ignored = 0;
  #values = 0;
  #cellCount = 0;
  /** Whether the text that follows belongs to the value of the cell. */
  #isValue = false;

  constructor(options: SheetXmlOptions) {
    this.#options = options;
  }

  /** Returns the rows that are complete, and forgets them. */
  take(): readonly SheetRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  open(name: string, attributes: Attributes): void {
    if (this.#isInCell) this.#openInCell(name);
    else if (name === 'c' && this.#isInRow) this.#beginCell(attributes);
    else if (name === 'row' && this.#isInData) this.#beginRow(attributes);
    else if (name === 'sheetData') this.#isInData = true;
    else if (name === 'col' && isTrue(attributes['hidden'])) this.#hideColumns(attributes);
  }

  text(text: string): void {
    if (!this.#isValue || this.#isTooLarge) return;
    this.#value = (this.#value ?? '') + text;
    this.#isTooLarge = this.#value.length > this.#options.maxRecordBytes;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#isValue = false;
    else if (name === 'c' && this.#isInCell) this.#endCell();
    else if (name === 'row' && this.#isInRow) this.#endRow();
    else if (isIgnored(name)) this.#ignored -= 1;
    else if (name === 'sheetData') this.#isInData = false;
  }

  #openInCell(name: string): void {
    if (isIgnored(name)) this.#ignored += 1;
    else if (this.#ignored > 0) return;
    else if (name === 'c' || name === 'row') throw this.#damaged('has a cell in a cell');
    else if (name === 'v' || name === 't') {
      this.#isValue = true;
      this.#value ??= '';
    } else if (name === 'f') this.#hasFormula = true;
    if (name === 'v' || name === 'is') this.#values += 1;
  }

  #hideColumns({ min, max }: Attributes): void {
    this.#hiddenRanges += 1;
    if (this.#hiddenRanges > maxColumns)
      throw workbookDamaged(this.#options.place, 'it hides more columns than there are');
    const last = Math.min(Number(max), maxColumns);
    for (let column = Math.max(1, Number(min)); column <= last; column += 1) {
      this.hiddenColumns.add(column - 1);
    }
  }

  #beginRow({ r, hidden }: Attributes): void {
    if (this.#isInRow) throw this.#damaged('contains another row');
    const number = r === undefined ? this.#rowNumber + 1 : readCount(r);
    if (!(number > this.#rowNumber) || number > maxRows) {
      const where = `a row after row ${this.#rowNumber}`;
      throw workbookDamaged(
        this.#options.place,
        `${where} is numbered lower, or not from 1 to ${maxRows}`,
      );
    }
    this.#rowNumber = number;
    this.#isInRow = true;
    this.#isHidden = isTrue(hidden);
    this.#column = -1;
    this.#cellCount = 0;
  }

  #beginCell({ r, t, s }: Attributes): void {
    const next = this.#column + 1;
    const position = r === undefined ? { column: next, row: this.#rowNumber } : readAddress(r);
    if (position === null || position.column >= maxColumns) {
      throw this.#damaged('has a cell with an address that no cell has');
    }
    this.#cellCount += 1;
    if (this.#cellCount > maxColumns) throw this.#damaged(`has more than ${maxColumns} cells`);
    this.#isMisplaced = position.row !== this.#rowNumber || position.column < next;
    this.#column = Math.max(position.column, this.#column);
    this.#type = t ?? 'n';
    this.#style = s;
    this.#value = null;
    this.#hasFormula = false;
    this.#values = 0;
    this.#ignored = 0;
    this.#isInCell = true;
  }

  #endCell(): void {
    this.#isInCell = false;
    this.#isValue = false;
    const column = this.#column;
    const cell: StoredCell = {
      type: this.#type,
      style: this.#style,
      value: this.#value,
      hasFormula: this.#hasFormula,
    };
    const text = this.#isMisplaced
      ? misplaced
      : this.#values > 1
        ? twoValues
        : cellText(cell, this.#options);
    if (text === missingText) {
      const address = cellAddress(column, this.#rowNumber);
      throw workbookDamaged(this.#options.place, `cell ${address} ${missingText.message}`);
    }
    if (typeof text !== 'string') this.#problems.push({ ...text, column });
    else if (text !== '') this.#store(text, column, cell);
  }

  #store(text: string, column: number, cell: StoredCell): void {
    this.#bytes += Buffer.byteLength(text);
    this.#isTooLarge ||= this.#bytes > this.#options.maxRecordBytes;
    if (this.#isTooLarge) return;
    while (this.#cells.length < column) this.#cells.push('');
    this.#cells.push(text);
    if (this.#options.withKinds) this.#kinds[column] = cellKind(cell, this.#options);
  }

  #endRow(): void {
    this.#rows.push({
      number: this.#rowNumber,
      cells: this.#cells,
      kinds: this.#options.withKinds ? this.#kinds : undefined,
      problems: this.#problems.length === 0 ? noProblems : this.#problems,
      isHidden: this.#isHidden,
      isTooLarge: this.#isTooLarge,
    });
    this.#isInRow = false;
    this.#cells = [];
    if (this.#options.withKinds) this.#kinds = [];
    if (this.#problems.length > 0) this.#problems = [];
    this.#bytes = 0;
    this.#isTooLarge = false;
  }

  #damaged(how: string): Error {
    return workbookDamaged(this.#options.place, `its row ${this.#rowNumber} ${how}`);
  }
}
