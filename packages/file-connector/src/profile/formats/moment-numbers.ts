import { dateFormat, dateTimeFormat } from '../../parse/dates/date-format.js';
import type { FormatProposal } from './format-proposer.js';

/** A number that may be a moment, by its form; years of 1900 to 2099 begin with 19 or 20. */
interface NumberForm {
  readonly form: RegExp;
  readonly format: { readonly name: string; readonly parse: (cell: string) => string | null };
}

const forms: readonly NumberForm[] = [
  { form: /^(?:19|20)\d{6}$/, format: dateFormat(['YYYYMMDD']) },
  { form: /^[1-3]\d{9}(?:\.\d{1,6})?$/, format: dateTimeFormat(['epoch-seconds']) },
  { form: /^[1-3]\d{12}$/, format: dateTimeFormat(['epoch-milliseconds']) },
  { form: /^[1-3]\d{15}$/, format: dateTimeFormat(['epoch-microseconds']) },
];

/** Proposes formats of moments for a column of numbers, if each fits; a person must decide. */
export class MomentNumbers {
  #left = forms;
  #cells = 0;

  note(cell: string, count: number): void {
    this.#cells += count;
    if (this.#left.length === 0) return;
    this.#left = this.#left.filter(
      ({ form, format }) => form.test(cell) && format.parse(cell) !== null,
    );
  }

  /** @param cells - The number of all cells of the column. */
  proposals(cells: number): readonly FormatProposal[] {
    if (this.#cells === 0 || this.#cells < cells) return [];
    return this.#left.map(({ format }) => ({
      format: format.name,
      cells,
      share: 1,
      isAmbiguous: true,
    }));
  }
}
