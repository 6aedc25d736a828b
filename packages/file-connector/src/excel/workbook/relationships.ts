import type { PackageParts } from './package-parts.js';
import { readSmallXml } from './read-xml.js';

/** Both editions of the standard, transitional and strict, end the types of parts alike. */
const type =
  /^http:\/\/(?:schemas\.openxmlformats\.org\/officeDocument\/2006|purl\.oclc\.org\/ooxml\/officeDocument)\/relationships\/(\w+)$/;

/** A reference from one part of a workbook to another. */
export interface Relationship {
  readonly id: string;
  /** Such as `worksheet`, `sharedStrings`, `styles`; `other` for what no sheet of cells needs. */
  readonly type: string;
  /** The name of the part. */
  readonly part: string;
}

/**
 * Reads the references of a part; none where there are none. Those to other files and addresses are
 * left out.
 *
 * @param part - The name of the part; empty for the workbook as a whole.
 */
export async function readRelationships(
  parts: PackageParts,
  part: string,
  signal?: AbortSignal,
): Promise<readonly Relationship[]> {
  const slash = part.lastIndexOf('/') + 1;
  const folder = part.slice(0, slash);
  const own = `${folder}_rels/${part.slice(slash)}.rels`;
  const found: Relationship[] = [];
  if (!parts.has(own)) return found;
  const open = (name: string, attributes: Readonly<Record<string, string>>): void => {
    const { Id: id, Type, Target, TargetMode } = attributes;
    const kind = type.exec(Type ?? '')?.[1] ?? 'other';
    if (name !== 'Relationship') return;
    if (id === undefined || Target === undefined || TargetMode === 'External') return;
    found.push({ id, type: kind, part: resolved(folder, Target) });
  };
  await readSmallXml(parts, own, { open }, signal);
  return found;
}

/** The name of a part, which is not a path of this machine. */
function resolved(folder: string, target: string): string {
  const whole = target.startsWith('/') ? target : folder + target;
  const names: string[] = [];
  for (const name of whole.replaceAll('\\', '/').split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return names.join('/');
}
