import { type FooterMatch, isFooter } from './footer-match.js';
import { maxFooterRows } from './layout-options.js';

/** A record that is not part of the footer. */
export interface ReleasedRecord<Item> {
  readonly item: Item;
  /** Whether it matches the footer, but another record follows, or too many match. */
  readonly isMisplaced: boolean;
}

/** Buffers the last records of a file until it is known whether they are its footer. */
export interface FooterBuffer<Item> {
  /** Adds the next record; `cells` is null where it has none. Returns those before the footer, in order. */
  take(item: Item, cells: readonly string[] | null): readonly ReleasedRecord<Item>[];
  /** Returns the records in the buffer, which are the footer at the end of the file. */
  end(): readonly Item[];
}

/** Creates the buffer for the options of a footer; null where there is none. */
export function footerBuffer<Item>(layout: {
  readonly footerRows: number;
  readonly footer: readonly FooterMatch[];
}): FooterBuffer<Item> | null {
  if (layout.footerRows > 0) return new CountedFooter(layout.footerRows);
  return layout.footer.length === 0 ? null : new MatchedFooter(layout.footer);
}

/** Buffers the last records of a file, in a given number. */
class CountedFooter<Item> implements FooterBuffer<Item> {
  readonly #count: number;
  readonly #waiting: Item[] = [];

  constructor(count: number) {
    this.#count = count;
  }

  take(item: Item): readonly ReleasedRecord<Item>[] {
    this.#waiting.push(item);
    if (this.#waiting.length <= this.#count) return [];
    return this.#waiting.splice(0, 1).map((oldest) => ({ item: oldest, isMisplaced: false }));
  }

  end(): readonly Item[] {
    return this.#waiting;
  }
}

/** Buffers the last records of a file that match. */
class MatchedFooter<Item> implements FooterBuffer<Item> {
  readonly #matches: readonly FooterMatch[];
  #waiting: Item[] = [];
  /** Whether more records in a row match than a footer can have. */
  #isTooLong = false;

  constructor(matches: readonly FooterMatch[]) {
    this.#matches = matches;
  }

  take(item: Item, cells: readonly string[] | null): readonly ReleasedRecord<Item>[] {
    if (cells !== null && isFooter(cells, this.#matches)) {
      this.#waiting.push(item);
      this.#isTooLong ||= this.#waiting.length > maxFooterRows;
      return this.#isTooLong ? this.#release() : [];
    }
    this.#isTooLong = false;
    const record = { item, isMisplaced: false };
    return this.#waiting.length === 0 ? [record] : [...this.#release(), record];
  }

  end(): readonly Item[] {
    return this.#waiting;
  }

  #release(): readonly ReleasedRecord<Item>[] {
    const released = this.#waiting.map((item) => ({ item, isMisplaced: true }));
    this.#waiting = [];
    return released;
  }
}
