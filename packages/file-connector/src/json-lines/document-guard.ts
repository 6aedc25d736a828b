import { WdhError } from '@wdh/pipeline-core';

/** Number of lines examined to distinguish an object over several lines from a damaged line. */
const linesOfEvidence = 3;
const arrayStart = /^\[\s*(?:\{|$)/;
const laterInObject = /^["}\]]/;
const lastComma = /,\s*$/;
const goesOn = /[[{,]\s*$/;

/**
 * Detects in the first lines that a file is one JSON document, an array or an object over several
 * lines, so that one error is reported instead of a rejected row for each line.
 */
export class DocumentGuard {
  readonly #path: string;
  #lineCount = 0;
  #suspect: 'array' | 'object' | null = null;
  #goesOn = false;

  constructor(path: string) {
    this.#path = path;
  }

  /**
   * Examines the next line that is not blank; `isRow` is whether it is a row.
   *
   * @throws WdhError `NOT_JSON_LINES` (data)
   */
  expectLine(line: string, isRow: boolean): void {
    this.#lineCount += 1;
    if (this.#lineCount === 1) this.#lookAtFirst(line.trimStart(), isRow);
    else if (this.#suspect !== null) this.#lookAtLater(line.trimStart(), isRow);
  }

  /** @throws WdhError `NOT_JSON_LINES` (data) where the only one or two lines are the document. */
  expectEnd(): void {
    if (this.#suspect === 'array' || (this.#suspect === 'object' && this.#lineCount > 1)) {
      throw this.#isDocument();
    }
  }

  #lookAtFirst(line: string, isRow: boolean): void {
    if (isRow) return;
    if (line.startsWith('[') && isJson(line)) this.#suspect = 'array';
    else if (arrayStart.test(line)) throw this.#isDocument();
    else if (line.startsWith('{') && !isJson(line.replace(lastComma, ''))) this.#suspect = 'object';
    this.#goesOn = goesOn.test(line);
  }

  #lookAtLater(line: string, isRow: boolean): void {
    if (this.#suspect !== 'object' || isRow) this.#suspect = null;
    else if (this.#lineCount === linesOfEvidence) throw this.#isDocument();
    else if (this.#goesOn && lastComma.test(line)) throw this.#isDocument();
    else if (!laterInObject.test(line)) this.#suspect = null;
  }

  #isDocument(): WdhError {
    return new WdhError(
      `${this.#path} is one JSON document, not JSON Lines with an object on each line: read it with jsonSource, or convert it to lines, an array with jq -c '.[]', an object with jq -c '.'.`,
      { code: 'NOT_JSON_LINES', category: 'data' },
    );
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
