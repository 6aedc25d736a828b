import { posix } from 'node:path';
import type { Finding } from '../finding.js';
import { type HouseRule, isSource, isTest } from './house-rule.js';

const maxFiles = 12;
const maxLevels = 3;

/** Limits a folder to a dozen files, not counting tests, and `src` to three levels. */
export const folderSize: HouseRule = {
  name: 'folder size',
  check: ({ paths }) => {
    const counts = new Map<string, number>();
    for (const path of paths.filter((path) => isSource(path) && !isTest(path))) {
      const folder = posix.dirname(path);
      counts.set(folder, (counts.get(folder) ?? 0) + 1);
    }
    return [...counts].flatMap(([path, count]): Finding[] => {
      const levels = /\/src\/(.+)$/.exec(path)?.[1]?.split('/').length ?? 0;
      return [
        ...(count > maxFiles
          ? [
              {
                path,
                message: `${count} files, at most ${maxFiles}: move one idea to its own folder`,
              },
            ]
          : []),
        ...(levels > maxLevels
          ? [{ path, message: `${levels} levels under src, at most ${maxLevels}` }]
          : []),
      ];
    });
  },
};
