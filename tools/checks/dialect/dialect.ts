import type { Finding } from '../finding.js';
import type { HouseRule } from '../house-style/house-rule.js';
import { phrases } from './phrases.js';
import { proseOf } from './prose-of.js';

const documents = /\.(?:md|ya?ml|sql)$/;
const code = /\.(?:ts|tsx|mts|mjs|js|css)$/;
/** A space, or a line break with the mark of a comment or quotation on the next line. */
const gap = String.raw`(?:\s+(?:(?:\*|//|#|--|>) +)?)`;
const patterns = phrases.map(({ pattern, instead }) => ({
  regex: new RegExp(String.raw`\b(?:${pattern.replaceAll(' ', gap)})\b`, 'gi'),
  instead,
}));

/** Reports phrases that plain technical English has a common word for. */
export const dialect: HouseRule = {
  name: 'dialect',
  check: ({ paths, read }) =>
    paths
      .filter((path) => !excluded.some((folder) => path.startsWith(folder)))
      .flatMap((path) => {
        if (code.test(path))
          return findDialect(path, proseOf(read(path), { hasElements: path.endsWith('.tsx') }));
        return documents.test(path) ? findDialect(path, read(path)) : [];
      }),
};

function findDialect(path: string, text: string): readonly Finding[] {
  return patterns.flatMap(({ regex, instead }) =>
    [...text.matchAll(regex)].map(({ 0: phrase, index }): Finding => ({
      path,
      line: text.slice(0, index).split('\n').length,
      message: `"${phrase.replaceAll(/\s+/g, ' ')}": write ${instead}`,
    })),
  );
}

/** This rule's own list, generated files, and folders whose text is not rewritten yet. */
const excluded: readonly string[] = [
  'tools/checks/dialect/',
  'docs/reference/api/',
  'docs/reference/fault-table.md',
  'docs/decisions/README.md',
];
