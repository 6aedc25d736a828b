import type { Finding } from '../finding.js';
import type { HouseRule } from './house-rule.js';

const quote = /^<!-- from (\S+) -->\n+```\w*\n([^]*?)\n```$/gm;

/**
 * Checks that code quoted in Markdown is in the file that it is taken from.
 *
 * A quote is a fenced block below `<!-- from path/to/file.ts -->`. A line with only `// …`
 * represents omitted lines.
 */
export const quotedCode: HouseRule = {
  name: 'quoted code',
  check: ({ paths, read }) =>
    paths
      .filter((path) => path.endsWith('.md'))
      .flatMap((path) =>
        [...read(path).matchAll(quote)].flatMap(([, source = '', code = '']): Finding[] => {
          if (!paths.includes(source))
            return [{ path, message: `quotes ${source}, which does not exist` }];
          const text = withoutIndent(read(source));
          const absent = withoutIndent(code)
            .split(/\n\/\/ …\n/)
            .some((part) => !text.includes(part));
          return absent ? [{ path, message: `quotes ${source} differently from its text` }] : [];
        }),
      ),
};

function withoutIndent(code: string): string {
  return code.replaceAll(/^[ \t]+/gm, '');
}
