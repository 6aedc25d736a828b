import { zipArchive, type ZipMember } from './zip-archive.js';

/** A sheet of a workbook to write. */
export interface WrittenSheet {
  readonly name: string;
  /** Rows as XML, such as `<row r="1">…</row>`, or the texts of cells. */
  readonly rows?: string | readonly (readonly string[])[];
  readonly state?: 'hidden' | 'veryHidden';
  /** XML before and behind the rows, such as `<cols>` and `<mergeCells>`. */
  readonly before?: string;
  readonly behind?: string;
  /** The whole part instead. */
  readonly part?: string | Uint8Array;
}

/** A workbook to write. */
export interface WrittenWorkbook {
  readonly sheets?: readonly WrittenSheet[];
  /** The sheet `Data`, as the only one. */
  readonly rows?: WrittenSheet['rows'];
  readonly before?: string;
  readonly behind?: string;
  /** The elements `si` of the shared strings. */
  readonly strings?: string;
  /** Number formats as codes; the style of a cell is the position here, from 1. */
  readonly formats?: readonly (string | number)[];
  readonly workbookPr?: string;
  readonly isStrict?: boolean;
  readonly members?: readonly ZipMember[];
  /** Names of parts to leave out. */
  readonly without?: readonly string[];
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Writes a workbook of the given parts, as no library would write it. */
export function workbookBytes(workbook: WrittenWorkbook): Buffer {
  return zipArchive(workbookMembers(workbook));
}

/** The parts of a workbook. */
export function workbookMembers(workbook: WrittenWorkbook): readonly ZipMember[] {
  const { rows, before, behind, strings, members = [], without = [] } = workbook;
  const only = [{ name: 'Data', rows: rows ?? [], before: before ?? '', behind: behind ?? '' }];
  const sheets: readonly WrittenSheet[] = workbook.sheets ?? only;
  const { main, office } = namespaces(workbook.isStrict === true);
  const package_ = 'http://schemas.openxmlformats.org/package/2006/relationships';
  const relation = (id: number, type: string, target: string): string =>
    `<Relationship Id="rId${id}" Type="${office}/${type}" Target="${target}"/>`;
  const parts: ZipMember[] = [
    { name: '[Content_Types].xml', text: `${declaration}<Types/>` },
    {
      name: '_rels/.rels',
      text: `${declaration}<Relationships xmlns="${package_}">${relation(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      text: `${declaration}<workbook xmlns="${main}" xmlns:r="${office}">${workbook.workbookPr ?? ''}<sheets>${sheets
        .map(
          ({ name, state }, index) =>
            `<sheet name="${name}" sheetId="${index + 1}"${state === undefined ? '' : ` state="${state}"`} r:id="rId${index + 1}"/>`,
        )
        .join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text: `${declaration}<Relationships xmlns="${package_}">${sheets
        .map((_, index) => relation(index + 1, 'worksheet', `worksheets/sheet${index + 1}.xml`))
        .join(
          '',
        )}${relation(101, 'styles', 'styles.xml')}${strings === undefined ? '' : relation(102, 'sharedStrings', '/xl/sharedStrings.xml')}</Relationships>`,
    },
    { name: 'xl/styles.xml', text: stylesXml(workbook.formats ?? [], main) },
    ...(strings === undefined
      ? []
      : [
          {
            name: 'xl/sharedStrings.xml',
            text: `${declaration}<sst xmlns="${main}">${strings}</sst>`,
          },
        ]),
    ...sheets.map((sheet, index) => ({
      name: `xl/worksheets/sheet${index + 1}.xml`,
      text: sheet.part ?? sheetXml(sheet, main),
    })),
  ];
  const replaced = new Set([...members.map(({ name }) => name), ...without]);
  return [...parts.filter(({ name }) => !replaced.has(name)), ...members];
}

function namespaces(isStrict: boolean): { readonly main: string; readonly office: string } {
  return isStrict
    ? {
        main: 'http://purl.oclc.org/ooxml/spreadsheetml/main',
        office: 'http://purl.oclc.org/ooxml/officeDocument/relationships',
      }
    : {
        main: 'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
        office: 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
      };
}

function sheetXml({ rows = [], before = '', behind = '' }: WrittenSheet, main: string): string {
  const data = typeof rows === 'string' ? rows : rows.map(rowXml).join('');
  return `${declaration}<worksheet xmlns="${main}">${before}<sheetData>${data}</sheetData>${behind}</worksheet>`;
}

function rowXml(cells: readonly string[], index: number): string {
  const inline = cells.map((cell) =>
    cell === '' ? '<c/>' : `<c t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`,
  );
  return `<row r="${index + 1}">${inline.join('')}</row>`;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function stylesXml(formats: readonly (string | number)[], main: string): string {
  const own = formats.flatMap((format, index) =>
    typeof format === 'number'
      ? []
      : [`<numFmt numFmtId="${200 + index}" formatCode="${escaped(format)}"/>`],
  );
  const styles = formats.map((format, index) => {
    const id = typeof format === 'number' ? format : 200 + index;
    return `<xf numFmtId="${id}" xfId="0"/>`;
  });
  return `${declaration}<styleSheet xmlns="${main}"><numFmts>${own.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${styles.join('')}</cellXfs></styleSheet>`;
}
