import type { PackageParts } from './package-parts.js';
import { readXml, type XmlHandler } from './read-xml.js';
import { workbookTooLarge } from './workbook-errors.js';

/** Limits of the shared strings, which are held in memory. */
const maxCharacters = 128 * 1024 * 1024;
const maxStrings = 8 * 1024 * 1024;

/** Collects the texts of rich strings: the runs of each are joined, phonetic runs are left out. */
class SharedStringsXml implements XmlHandler {
  readonly strings: string[] = [];
  readonly #input: string;
  #text = '';
  #characters = 0;
  #phonetic = 0;
  #isText = false;

  constructor(input: string) {
    this.#input = input;
  }

  open(name: string): void {
    if (name === 'si') this.#text = '';
    else if (name === 'rPh') this.#phonetic += 1;
    else if (name === 't') this.#isText = this.#phonetic === 0;
  }

  text(text: string): void {
    if (!this.#isText) return;
    this.#text += text;
    this.#characters += text.length;
    this.#expectWithin();
  }

  close(name: string): void {
    if (name === 't') this.#isText = false;
    else if (name === 'rPh') this.#phonetic -= 1;
    else if (name === 'si') this.#add(this.#text);
  }

  #add(text: string): void {
    this.strings.push(detached(text));
    this.#expectWithin();
  }

  #expectWithin(): void {
    if (this.strings.length > maxStrings || this.#characters > maxCharacters) {
      throw workbookTooLarge(
        this.#input,
        `has more than ${maxStrings} different texts, or more than ${maxCharacters} characters in them. Save the sheet as CSV UTF-8 and read that.`,
      );
    }
  }
}

/** Copies a string, as a longer slice keeps the whole piece of XML in memory. */
const detached = (text: string): string => (text.length < 13 ? text : Buffer.from(text).toString());

/** Reads the texts to which the cells of all sheets refer by number. */
export async function readSharedStrings(
  parts: PackageParts,
  part: string | null,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  if (part === null) return [];
  const handler = new SharedStringsXml(parts.input);
  await readXml(parts, part, handler, signal);
  return handler.strings;
}
