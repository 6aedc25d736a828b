/** What the documentation says of an error code. */
export interface ErrorAdvice {
  readonly code: string;
  /** Heading of the part of the documentation that lists it. */
  readonly part: string;
  readonly meaning: string;
  readonly whatToDo: string;
  /** Exit code of a run that fails by it; null if it ends no run. */
  readonly exit: string | null;
  /** Whether the same call may succeed if it is repeated; null if that depends. */
  readonly isRetryable: boolean | null;
}

/** Reads the tables of `docs/reference/error-codes.md`. */
export function errorCodesOf(markdown: string): readonly ErrorAdvice[] {
  let part = '';
  return markdown.split('\n').flatMap((line) => {
    if (line.startsWith('## ')) part = line.slice(3).trim();
    const cells = cellsOf(line);
    const code = /^`([A-Z][A-Z0-9_]+)`$/.exec(cells[0] ?? '')?.[1];
    if (code === undefined) return [];
    const [, meaning = '', whatToDo = '', exit = '-', retry = '-'] = cells;
    return [
      {
        code,
        part,
        meaning: plain(meaning),
        whatToDo: plain(whatToDo),
        exit: exit === '-' ? null : exit,
        isRetryable: retry === 'yes' ? true : retry === 'no' ? false : null,
      },
    ];
  });
}

function cellsOf(line: string): readonly string[] {
  if (!line.startsWith('|')) return [];
  return line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));
}

/** Removes the marks of code and links, as the page shows text. */
function plain(text: string): string {
  return text.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('`', '');
}
