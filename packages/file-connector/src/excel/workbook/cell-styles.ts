import { type DateKind, dateKind } from '../cells/date-kind.js';
import type { PackageParts } from './package-parts.js';
import { type Attributes, readSmallXml } from './read-xml.js';
import { workbookTooLarge } from './workbook-errors.js';

/** Excel accepts 65,490. */
const maxStyles = 1_000_000;

/** Reads which styles of cells show dates, by the number of the style; null for other formats. */
export async function readCellStyles(
  parts: PackageParts,
  part: string | null,
  signal?: AbortSignal,
): Promise<readonly (DateKind | null)[]> {
  if (part === null) return [];
  const codes = new Map<number, string>();
  const formats: number[] = [];
  let isCellStyle = false;
  const open = (name: string, attributes: Attributes): void => {
    if (name === 'numFmt') {
      codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
    } else if (name === 'cellXfs') isCellStyle = true;
    else if (name === 'xf' && isCellStyle) formats.push(Number(attributes['numFmtId'] ?? 0));
    if (formats.length > maxStyles || codes.size > maxStyles) {
      throw workbookTooLarge(parts.input, `has more than ${maxStyles} styles.`);
    }
  };
  const close = (name: string): void => {
    if (name === 'cellXfs') isCellStyle = false;
  };
  await readSmallXml(parts, part, { open, close }, signal);
  const kinds = new Map<number, DateKind | null>();
  return formats.map((id) => {
    const known = kinds.get(id);
    if (known !== undefined) return known;
    const kind = dateKind(id, codes.get(id));
    kinds.set(id, kind);
    return kind;
  });
}
