/** The statements in a text, and what follows the last of them. */
export interface SplitText {
  /** Complete statements without their semicolons; none consists of comments only. */
  readonly statements: readonly string[];
  /** The beginning of a statement that is not complete; empty if there is none. */
  readonly rest: string;
}

const dollarQuote = /\$(?:[A-Za-z_\u0080-\uFFFF][\w\u0080-\uFFFF]*)?\$/y;
const word = /[A-Za-z_\u0080-\uFFFF][\w$\u0080-\uFFFF]*/y;
const whitespace = /\s+/y;

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

/** Returns where a quoted text ends that begins at `at`, after its closing quote. */
function endOfQuoted(text: string, at: number, hasBackslashes: boolean): number {
  const quote = text[at];
  for (let end = at + 1; end < text.length; end += 1) {
    if (hasBackslashes && text[end] === '\\') end += 1;
    // A doubled quote begins another quoted text, which is the same for this purpose.
    else if (text[end] === quote) return end + 1;
  }
  return text.length + 1;
}

function endOfComment(text: string, at: number): number {
  let depth = 0;
  for (let end = at; end < text.length; end += 1) {
    const pair = text.slice(end, end + 2);
    if (pair === '/*') depth += 1;
    else if (pair === '*/') depth -= 1;
    else continue;
    end += 1;
    if (depth === 0) return end + 1;
  }
  return text.length + 1;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end + 1;
}

/** Counts what a semicolon does not end: parentheses, and the body of an SQL function. */
class Nesting {
  readonly #words: string[] = [];
  #parentheses = 0;
  #blocks = 0;

  get isOpen(): boolean {
    return this.#parentheses > 0 || this.#blocks > 0;
  }

  takeSymbol(symbol: string): void {
    if (symbol === '(') this.#parentheses += 1;
    else if (symbol === ')' && this.#parentheses > 0) this.#parentheses -= 1;
  }

  /** As in psql: `create function … begin atomic …; …; end`. */
  takeWord(text: string): void {
    const lower = text.toLowerCase();
    if (this.#words.length < 4) this.#words.push(lower);
    const [first, ...others] = this.#words;
    const isRoutine = others.includes('function') || others.includes('procedure');
    if (first !== 'create' || !isRoutine) return;
    if (lower === 'begin' || (lower === 'case' && this.#blocks > 0)) this.#blocks += 1;
    else if (lower === 'end' && this.#blocks > 0) this.#blocks -= 1;
  }
}

/** Splits a text into statements, as psql does: quotes, comments and function bodies are respected. */
export function splitStatements(text: string): SplitText {
  const statements: string[] = [];
  let begin = 0;
  let hasContent = false;
  let isComplete = true;
  let nesting = new Nesting();
  let at = 0;
  while (at < text.length) {
    const character = text[at] ?? '';
    const pair = text.slice(at, at + 2);
    let end = at + 1;
    let isContent = true;
    if (/\s/.test(character)) {
      end = at + (matchAt(whitespace, text, at)?.length ?? 1);
      isContent = false;
    } else if (pair === '--') {
      end = endOfLine(text, at);
      isContent = false;
    } else if (pair === '/*') {
      end = endOfComment(text, at);
      isContent = false;
    } else if (character === "'" || character === '"') {
      const isEscape =
        character === "'" && /(?:^|[^\w$\u0080-\uFFFF])[Ee]$/.test(text.slice(0, at).slice(-2));
      end = endOfQuoted(text, at, isEscape);
    } else if (character === '$' && matchAt(dollarQuote, text, at) !== null) {
      const tag = matchAt(dollarQuote, text, at) ?? '';
      const close = text.indexOf(tag, at + tag.length);
      end = close === -1 ? text.length + 1 : close + tag.length;
    } else if (character === ';' && !nesting.isOpen) {
      if (hasContent) statements.push(text.slice(begin, at).trim());
      begin = end;
      hasContent = false;
      isContent = false;
      nesting = new Nesting();
    } else {
      const found = matchAt(word, text, at);
      if (found === null) nesting.takeSymbol(character);
      else {
        nesting.takeWord(found);
        end = at + found.length;
      }
    }
    hasContent ||= isContent;
    isComplete = end <= text.length;
    at = end;
  }
  // Its end may lie within quotes.
  const rest = text.slice(begin).trimStart();
  return { statements, rest: hasContent || !isComplete ? rest : '' };
}

/** Returns the first word of a statement, in lower case, after comments. */
export function firstWord(statement: string): string {
  const [found = ''] = /[A-Za-z]+/.exec(withoutLeadingComments(statement)) ?? [];
  return found.toLowerCase();
}

function withoutLeadingComments(statement: string): string {
  let at = 0;
  for (;;) {
    at += matchAt(whitespace, statement, at)?.length ?? 0;
    const pair = statement.slice(at, at + 2);
    if (pair === '--') at = endOfLine(statement, at);
    else if (pair === '/*') at = endOfComment(statement, at);
    else return statement.slice(at);
  }
}
