import { createHash } from 'node:crypto';
import type { NameGroups, Watch } from '@wdh/job';

/**
 * Returns what identifies the series of a file, whose files are loaded one after the other: those that
 * differ in their version alone, and without versions those of one name.
 */
export function seriesOf({ hasVersions }: Watch, name: Buffer, groups: NameGroups): string {
  const hash = createHash('sha256');
  if (!hasVersions) return hash.update(name).digest('hex');
  const others = Object.entries(groups).filter(([group]) => group !== 'version');
  return hash.update(JSON.stringify(others.sort())).digest('hex');
}
