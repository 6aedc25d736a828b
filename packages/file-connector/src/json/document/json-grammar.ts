import {
  describeCharacter,
  describeWord,
  type DocumentPlace,
  documentIncomplete,
  documentInvalid,
} from './document-errors.js';
import type { DocumentLines } from './document-lines.js';
import { JsonStringReader } from './json-string-reader.js';

/** Is notified of what {@link JsonGrammar} finds. `depth` is the number of open arrays and objects. */
export interface GrammarListener {
  /** Called before a value at an offset; returns whether the caller passes the value itself. */
  onValue(first: string, offset: number, depth: number, isInArray: boolean): boolean;
  /** Called after a value, which ends at an offset. */
  onValueEnd(offset: number, depth: number): void;
  /** Returns whether the next key of an object is needed. */
  needsKey(depth: number): boolean;
  /** Called with a needed key as it is written, with its quotes; null for one that is too long. */
  onKey(written: string | null): void;
}

type Expected = 'document' | 'value' | 'element' | 'firstKey' | 'key' | 'colon' | 'next';

const inWords: Readonly<Record<Expected, string>> = {
  document: 'a document',
  value: 'a value',
  element: "a value or ']'",
  firstKey: "a key or '}'",
  key: 'a key',
  colon: "':'",
  next: "',' or the end of the array or object",
};

/** More open arrays and objects than in any valid file: bounds the memory. */
const mostOpen = 10_000;
/** More characters than a number has. */
const longestWord = 1024 * 1024;
const delimiter = /[\s,:"[\]{}]/g;

/**
 * Checks the text of concatenated JSON documents, which arrives in arbitrary pieces, strictly by
 * RFC 8259, in bounded memory.
 */
export class JsonGrammar {
  readonly #path: string;
  readonly #lines: DocumentLines;
  readonly #listener: GrammarListener | null;
  /** Whether each open array or object is an array. */
  readonly #open: boolean[] = [];
  #expected: Expected = 'document';
  #string: JsonStringReader | null = null;
  #isKey = false;
  #isKeyNeeded = false;
  #word: { text: string; readonly offset: number } | null = null;
  #hasDocument = false;

  constructor(path: string, lines: DocumentLines, listener: GrammarListener | null = null) {
    this.#path = path;
    this.#lines = lines;
    this.#listener = listener;
  }

  /**
   * Reads from an index; returns the index of a value that the caller passes, or the length of the
   * text.
   *
   * @param offset - Where `text` begins in the whole text.
   * @throws WdhError `JSON_DOCUMENT_INVALID` (data)
   */
  read(text: string, from: number, offset: number): number {
    let index = from;
    while (index < text.length) {
      if (this.#string !== null) {
        index = this.#readString(this.#string, text, index, offset);
      } else if (this.#word !== null) {
        index = this.#readWord(this.#word, text, index);
      } else {
        const character = text.charAt(index);
        if (!this.#isSpace(character, offset + index)) {
          this.#lines.noteText();
          if (this.#isValueNext(character) && this.#isPassed(character, offset + index)) {
            return index;
          }
          this.#step(character, offset + index);
        }
        index += 1;
      }
    }
    return index;
  }

  /** Continues after a value that the caller passed, which ends at an offset. */
  passValue(offset: number): void {
    this.#afterValue(offset);
  }

  /**
   * Ends the text.
   *
   * @throws WdhError `JSON_DOCUMENT_INCOMPLETE`, `JSON_DOCUMENT_INVALID` (data)
   */
  end(offset: number): void {
    if (this.#word !== null) {
      if (isBeginning(this.#word.text)) {
        throw documentIncomplete(this.placeOf(offset), 'the rest of a word or a number');
      }
      this.#endWord(this.#word);
    }
    if (this.#expected === 'document' && this.#string === null && this.#hasDocument) return;
    const expected = this.#string === null ? inWords[this.#expected] : 'the end of a text';
    throw documentIncomplete(this.placeOf(offset), expected);
  }

  /** Throws for what is at an offset. */
  fail(offset: number, problem: string): never {
    throw documentInvalid(this.placeOf(offset), problem);
  }

  /** Returns the place of an offset in the current line. */
  placeOf(offset: number): DocumentPlace {
    const { lineNumber } = this.#lines;
    return { path: this.#path, lineNumber, column: this.#lines.columnOf(offset) };
  }

  #isSpace(character: string, offset: number): boolean {
    if (character === '\n') this.#lines.endLine(offset);
    // A byte order mark before a document comes from a concatenated file.
    else if (character === '\uFEFF' && this.#expected === 'document') this.#lines.noteMark();
    else return character === ' ' || character === '\t' || character === '\r';
    return true;
  }

  #isValueNext(character: string): boolean {
    const expected = this.#expected;
    if (expected === 'document' || expected === 'value') return startsValue(character);
    return expected === 'element' && character !== ']' && startsValue(character);
  }

  #isPassed(first: string, offset: number): boolean {
    this.#hasDocument = true;
    const isInArray = this.#open.at(-1) === true;
    return this.#listener?.onValue(first, offset, this.#open.length, isInArray) === true;
  }

  #step(character: string, offset: number): void {
    if (this.#isValueNext(character)) this.#beginValue(character, offset);
    else if (this.#expected === 'colon' && character === ':') this.#expected = 'value';
    else if (character === '"' && (this.#expected === 'key' || this.#expected === 'firstKey')) {
      this.#isKey = true;
      this.#isKeyNeeded = this.#listener?.needsKey(this.#open.length) === true;
      this.#string = new JsonStringReader(this.#isKeyNeeded);
    } else if (this.#expected === 'next' && character === ',') {
      this.#expected = this.#open.at(-1) === true ? 'value' : 'key';
    } else if (this.#isEnd(character)) {
      this.#open.pop();
      this.#afterValue(offset + 1);
    } else this.#fail(character, offset);
  }

  #isEnd(character: string): boolean {
    if (character === ']') {
      const isExpected = this.#expected === 'next' || this.#expected === 'element';
      return isExpected && this.#open.at(-1) === true;
    }
    const isExpected = this.#expected === 'next' || this.#expected === 'firstKey';
    return character === '}' && isExpected && this.#open.at(-1) === false;
  }

  #beginValue(first: string, offset: number): void {
    if (first === '[' || first === '{') {
      if (this.#open.length === mostOpen) {
        this.fail(offset, `expected at most ${mostOpen} nested arrays and objects`);
      }
      this.#open.push(first === '[');
      this.#expected = first === '[' ? 'element' : 'firstKey';
    } else if (first === '"') {
      this.#isKey = false;
      this.#string = new JsonStringReader(false);
    } else this.#word = { text: first, offset };
  }

  #readString(string: JsonStringReader, text: string, from: number, offset: number): number {
    const index = string.read(text, from, (at, problem) => this.fail(offset + at, problem));
    if (!string.isEnded) return index;
    this.#string = null;
    if (!this.#isKey) this.#afterValue(offset + index);
    else {
      this.#expected = 'colon';
      if (this.#isKeyNeeded) this.#listener?.onKey(string.written);
    }
    return index;
  }

  #readWord(word: { text: string; readonly offset: number }, text: string, from: number): number {
    delimiter.lastIndex = from;
    const end = delimiter.exec(text)?.index ?? text.length;
    word.text += text.slice(from, end);
    if (word.text.length > longestWord) this.fail(word.offset, 'found a number that is too long');
    if (end < text.length) this.#endWord(word);
    return end;
  }

  #endWord(word: { readonly text: string; readonly offset: number }): void {
    if (!isWord(word.text)) {
      this.fail(word.offset, `expected a value, found ${describeWord(word.text)}`);
    }
    this.#word = null;
    this.#afterValue(word.offset + word.text.length);
  }

  #afterValue(offset: number): void {
    const depth = this.#open.length;
    this.#expected = depth === 0 ? 'document' : 'next';
    this.#listener?.onValueEnd(offset, depth);
  }

  #fail(character: string, offset: number): never {
    const isLate = this.#expected === 'document' && this.#hasDocument;
    const expected = isLate ? 'another document or the end' : inWords[this.#expected];
    const isAfterComma = this.#expected === 'value' || this.#expected === 'key';
    const isComma = isAfterComma && (character === ']' || character === '}');
    const found = isComma
      ? `${describeCharacter(character)} after a comma`
      : describeCharacter(character);
    this.fail(offset, `expected ${expected}, found ${found}`);
  }
}

/** Words are checked at their end, so that a foreign one can be named. */
const startsValue = (character: string): boolean => /[[{"\w-]/.test(character);

/** Returns whether a word or a number may be the beginning of a longer one, and is none itself. */
const isBeginning = (text: string): boolean =>
  !isWord(text) &&
  (isWord(`${text}0`) || ['true', 'false', 'null'].some((word) => word.startsWith(text)));

function isWord(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
