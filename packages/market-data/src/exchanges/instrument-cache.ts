import type { RowIssue } from '@wdh/pipeline-core';
import { isMissing, missingField } from '../fields/missing-field.js';
import { type Instrument, invalidSymbol } from '../symbols/instrument.js';
import type { ListedSymbols } from '../symbols/listed-symbols.js';
import type { Exchange } from './exchange.js';

/** More symbols than any exchange has; bounds the memory of a load of invented ones. */
export const maxSymbols = 20_000;

/** Remembers what the symbols of an exchange trade. Listed symbols win over the rules of the exchange. */
export class InstrumentCache {
  readonly #exchange: Exchange;
  readonly #listed: ListedSymbols | undefined;
  readonly #known = new Map<string, Instrument>();

  constructor(exchange: Exchange, listed: ListedSymbols | undefined) {
    this.#exchange = exchange;
    this.#listed = listed;
  }

  /** Returns what a symbol trades, or why it is refused. */
  find(symbol: unknown, field: string): Instrument | RowIssue {
    if (typeof symbol !== 'string' || symbol === '') {
      return isMissing(symbol)
        ? missingField(field)
        : { ...invalidSymbol('must be a text'), field };
    }
    const known = this.#known.get(symbol);
    if (known !== undefined) return known;
    const found = this.#listed?.get(symbol) ?? this.#exchange.symbolOf(symbol);
    if ('code' in found) return { ...found, field };
    if (this.#known.size >= maxSymbols) this.#known.clear();
    this.#known.set(symbol, found);
    return found;
  }
}
