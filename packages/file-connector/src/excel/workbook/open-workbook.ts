import type { Content } from '../../input/content.js';
import type { OriginOptions } from '../../input/origin-options.js';
import type { ExcelCalendar } from '../../parse/dates/moments/excel-serial.js';
import { PackageParts } from './package-parts.js';
import { type Attributes, isTrue, prefixedAttribute, readSmallXml } from './read-xml.js';
import { otherDocument } from './refused-content.js';
import { readRelationships, type Relationship } from './relationships.js';
import { showName, workbookDamaged } from './workbook-errors.js';

/** A sheet of cells in a workbook. */
export interface WorkbookSheet {
  readonly name: string;
  readonly isHidden: boolean;
  /** The name of its part. */
  readonly part: string;
}

/** An open workbook. */
export interface Workbook {
  readonly parts: PackageParts;
  /** Its sheets of cells, in their order; sheets of charts are left out. */
  readonly sheets: readonly WorkbookSheet[];
  readonly calendar: ExcelCalendar;
  /** Names of the parts with the shared strings and the styles; null where there is none. */
  readonly sharedStrings: string | null;
  readonly styles: string | null;
}

/** Sheets of a workbook at most. */
const maxSheets = 10_000;

/**
 * Opens a workbook and lists its sheets. The caller closes its parts.
 *
 * @throws WdhError those of the content; `CONTENT_NOT_SUPPORTED`, `CONTENT_TOO_LARGE`,
 * `COMPRESSION_DAMAGED`, `WORKBOOK_DAMAGED` (file)
 */
export async function openWorkbook(
  content: Content,
  options: OriginOptions,
  signal?: AbortSignal,
): Promise<Workbook> {
  const parts = await PackageParts.open(content, options, signal);
  try {
    return await readWorkbook(parts, signal);
  } catch (error) {
    await parts.close();
    throw error;
  }
}

async function readWorkbook(
  parts: PackageParts,
  signal: AbortSignal | undefined,
): Promise<Workbook> {
  const root = await readRelationships(parts, '', signal);
  const part = root.find(({ type }) => type === 'officeDocument')?.part ?? 'xl/workbook.xml';
  if (!parts.has(part) || part.endsWith('.bin')) throw otherDocument(parts.names, parts.input);
  const related = await readRelationships(parts, part, signal);
  const listed: Attributes[] = [];
  const found: { isWorkbook: boolean; calendar: ExcelCalendar } = {
    isWorkbook: false,
    calendar: 1900,
  };
  await readSmallXml(
    parts,
    part,
    {
      open: (name, attributes) => {
        if (name === 'workbook') found.isWorkbook = true;
        if (name === 'workbookPr' && isTrue(attributes['date1904'])) found.calendar = 1904;
        if (name === 'sheet' && listed.push(attributes) > maxSheets) {
          throw workbookDamaged(parts.input, `it lists more than ${maxSheets} sheets`);
        }
      },
    },
    signal,
  );
  if (!found.isWorkbook) throw otherDocument(parts.names, parts.input);
  const partOf = (type: string): string | null =>
    related.find((relationship) => relationship.type === type)?.part ?? null;
  return {
    parts,
    calendar: found.calendar,
    sheets: sheetsOf(listed, related, parts.input),
    sharedStrings: partOf('sharedStrings'),
    styles: partOf('styles'),
  };
}

function sheetsOf(
  listed: readonly Attributes[],
  related: readonly Relationship[],
  input: string,
): WorkbookSheet[] {
  const byId = new Map(related.map((relationship) => [relationship.id, relationship]));
  if (related.length === 0) return [];
  return listed.flatMap((attributes) => {
    const target = byId.get(prefixedAttribute(attributes, 'id') ?? '');
    const { name, state = 'visible' } = attributes;
    if (name === undefined || target === undefined) {
      throw workbookDamaged(input, `its sheet ${showName(name ?? '')} has no part`);
    }
    if (target.type !== 'worksheet') return [];
    return [{ name, isHidden: state !== 'visible', part: target.part }];
  });
}
