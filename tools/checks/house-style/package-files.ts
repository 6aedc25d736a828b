import type { Finding } from '../finding.js';
import type { HouseRule } from './house-rule.js';

const maxReadmeLines = 120;

/** Checks that every package has a licence and a short README. */
export const packageFiles: HouseRule = {
  name: 'package files',
  check: ({ paths, read }) => {
    const packages = paths.flatMap(
      (path) => /^packages\/[^/]+(?=\/package\.json$)/.exec(path) ?? [],
    );
    return packages.flatMap((folder): Finding[] => {
      const readme = `${folder}/README.md`;
      const missing = [readme, `${folder}/LICENSE`].filter((path) => !paths.includes(path));
      const lines = missing.includes(readme) ? 0 : read(readme).trimEnd().split('\n').length;
      return [
        ...missing.map((path) => ({ path, message: 'is missing' })),
        ...(lines >= maxReadmeLines
          ? [{ path: readme, message: `${lines} lines, under ${maxReadmeLines} wanted` }]
          : []),
      ];
    });
  },
};
