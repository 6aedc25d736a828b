import type { Finding } from '../finding.js';
import type { HouseRule } from './house-rule.js';

const quote = /^<!-- from (\S+) -->\n+```\w*\n([^]*?)\n```$/gm;

/**
 * Sees to it that code quoted in Markdown stands in the file that it is taken from.
 *
 * A quote is a fenced block below `<!-- from path/to/file.ts -->`. A line that holds `// …` alone
 * stands for lines left out.
 */
export const quotedCode: HouseRule = {
  name: 'quoted code',
  check: ({ paths, read }) =>
    paths
      .filter((path) => path.endsWith('.md'))
      .flatMap((path) =>
        [...read(path).matchAll(quote)].flatMap(([, source = '', code = '']): Finding[] => {
          if (!paths.includes(source))
            return [{ path, message: `quotes ${source}, which is gone` }];
          const text = withoutIndent(read(source));
          const absent = withoutIndent(code)
            .split(/\n\/\/ …\n/)
            .some((part) => !text.includes(part));
          return absent ? [{ path, message: `quotes ${source} otherwise than it reads now` }] : [];
        }),
      ),
};

function withoutIndent(code: string): string {
  return code.replaceAll(/^[ \t]+/gm, '');
}
