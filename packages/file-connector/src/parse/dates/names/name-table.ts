import { fold } from './fold.js';

interface Entry {
  readonly name: string;
  readonly value: number;
}

const ambiguous = 0;

/** Finds the names of a language, or several, at a place of a folded text: the longest that is there. */
export class NameTable {
  readonly #byFirst = new Map<number, readonly Entry[]>();
  /** Where the name ends that was found last. */
  end = 0;

  /** @param names - The names of each value, from 1 on, of each language. */
  constructor(languages: readonly (readonly (readonly string[])[])[]) {
    const values = new Map<string, number>();
    for (const language of languages) {
      for (const [index, names] of language.entries()) {
        for (const name of names) add(values, fold(name), index + 1);
      }
    }
    const entries = [...values].map(([name, value]) => ({ name, value }));
    entries.sort((one, other) => other.name.length - one.name.length);
    for (const entry of entries) {
      const code = entry.name.charCodeAt(0);
      this.#byFirst.set(code, [...(this.#byFirst.get(code) ?? []), entry]);
    }
  }

  /** Whether two values have one name, which is then found as none. */
  get hasAmbiguous(): boolean {
    return [...this.#byFirst.values()].flat().some(({ value }) => value === ambiguous);
  }

  /** Returns the value of the name at a place of a folded text; 0 where there is none, or of two values. */
  find(text: string, at: number): number {
    const entries = this.#byFirst.get(text.charCodeAt(at));
    if (entries === undefined) return ambiguous;
    for (const { name, value } of entries) {
      if (!text.startsWith(name, at)) continue;
      this.end = at + name.length;
      return value;
    }
    return ambiguous;
  }
}

function add(values: Map<string, number>, name: string, value: number): void {
  const other = values.get(name) ?? value;
  values.set(name, other === value ? value : ambiguous);
}
