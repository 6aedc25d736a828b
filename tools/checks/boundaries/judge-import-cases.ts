import { posix } from 'node:path';
import type { Finding } from '../finding.js';
import type { ImportCase } from './import-cases.js';

/** Returns the cases that are not among the findings with their rule and one of their locations. */
export function judgeImportCases(
  cases: readonly ImportCase[],
  found: readonly Finding[],
): readonly Finding[] {
  return cases.flatMap(({ title, files, rule }): Finding[] => {
    const paths = Object.keys(files);
    const places = [...paths, ...paths.map((path) => posix.dirname(path))];
    const isBitten = found.some(
      ({ path, message }) => places.includes(path) && message.startsWith(`[${rule}]`),
    );
    return isBitten
      ? []
      : [{ path: paths[0] ?? '', message: `${title}: ${rule} does not report it` }];
  });
}
