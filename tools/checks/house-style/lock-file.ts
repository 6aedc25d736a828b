import type { HouseRule } from './house-rule.js';

/** Forbids download addresses in the lock file, so that it works with any registry. */
export const lockFile: HouseRule = {
  name: 'lock file',
  check: ({ paths, read }) =>
    paths
      .filter((path) => path.endsWith('package-lock.json'))
      .flatMap((path) => {
        const line = read(path)
          .split('\n')
          .findIndex((text) => text.includes('"resolved": "http'));
        return line < 0
          ? []
          : [
              {
                path,
                line: line + 1,
                message:
                  'contains a download address: run npm install with the .npmrc of this workspace',
              },
            ];
      }),
};
