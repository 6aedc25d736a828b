import type { Finding } from '../finding.js';

const codeSpan = /(?<!`)`([^`\s]+)`(?!`)/g;
const fence = /^```[^]*?^```$/gm;
const fileName = /^\.?[\w-]+(?:[./][\w.-]+)*\/?$/;
const marked =
  /^(?:packages|apps|tools|docs|\.github)\/|\/$|\.(?:ts|mts|mjs|md|sql|json|ya?ml|csv)$/;

/**
 * Finds names of files and folders in code spans of a document that do not exist.
 *
 * A name may omit the beginning of its path: `csv/csv-source.ts`. A code span is a name if it
 * begins with a top-level folder, or ends with a slash or an extension, and has no wildcard.
 *
 * @param paths All files of the workspace, relative to the root.
 */
export function findAbsentFiles(
  path: string,
  document: string,
  paths: readonly string[],
): readonly Finding[] {
  const known = new Set(paths.flatMap(suffixes));
  const text = document.replaceAll(fence, (block) => block.replaceAll(/[^\n]/g, ''));
  return text.split('\n').flatMap((line, index) =>
    [...line.matchAll(codeSpan)]
      .map(([, name = '']) => name)
      .filter((name) => fileName.test(name) && marked.test(name))
      .filter((name) => !known.has(name.replace(/\/$/, '')))
      .map((name) => ({ path, line: index + 1, message: `"${name}" does not exist` })),
  );
}

/** Returns the ends of a path and of its folders: `a/b.ts` gives `a/b.ts`, `b.ts` and `a`. */
function suffixes(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.flatMap((_, end) =>
    parts.slice(0, end + 1).map((_, start) => parts.slice(start, end + 1).join('/')),
  );
}
