import { certainFrom, type ExcelFileProfile, excelSource, profileExcel } from '@wdh/file-connector';
import type { AnyFileProfile, InputFormat } from '../input-format.js';
import { rowNames } from '../load-column.js';
import { optionsOfRun } from '../options-of-run.js';
import { cellFormats } from '../tables/cell-formats.js';
import { describeNulls } from '../tables/describe-nulls.js';
import { fitCells } from '../tables/fit-cells.js';
import { givenHeader } from '../tables/given-layout.js';
import { namesWithoutHeader } from '../tables/names-without-header.js';
import { optionsOfTables } from '../tables/options-of-tables.js';
import { expectOneTable, headerDoubt } from '../tables/table-doubts.js';
import { tableNotes } from '../tables/table-notes.js';
import { declareExcel } from './declare-excel.js';
import { describeSheet } from './describe-sheet.js';
import type { ExcelReading } from './excel-reading.js';
import { knowSheet } from './known-sheet.js';
import { countCells, namesInSheet } from './names-in-sheet.js';

/** A sheet of an Excel workbook. */
export const excelFormat: InputFormat<ExcelReading> = {
  name: 'excel',
  title: 'an Excel workbook',
  takes: [...optionsOfTables, 'sheet', 'mergedCells', 'skipHidden'],
  values: 'cells',
  async detect(input, name, options) {
    const { reading, surroundings, mergedNote } = await knowSheet(input, name, options);
    const count = reading.hasHeader ? 0 : await countCells(input, reading);
    return {
      reading,
      columns: Array.from({ length: count }, (_, index) => `column_${index + 1}`),
      notes: [...tableNotes(surroundings, options), ...mergedNote],
    };
  },
  async inspect(input, options, signal) {
    const { name } = input;
    const { reading, surroundings } = await knowSheet(input, name, options);
    expectOneTable(name, surroundings, options);
    if (!reading.hasHeader) {
      const names = namesWithoutHeader(name, await countCells(input, reading), options);
      return { reading, names, columns: names, areNamesCertain: true, doubt: null };
    }
    const names = await namesInSheet(input, reading, signal);
    const areNamesCertain =
      givenHeader(options) === true || surroundings.hasHeader.confidence >= certainFrom;
    // The columns of an existing table decide; without one, nothing does.
    if (!areNamesCertain && options.create) throw headerDoubt(name);
    return { reading, names, areNamesCertain, doubt: null };
  },
  profile: (input, { reading: { format: _, formats, ...reading }, columns }, options) =>
    profileExcel(input, {
      ...reading,
      ...options,
      formats: cellFormats(formats),
      ...(reading.hasHeader ? {} : { columns }),
    }),
  open(input, { format: _, formats, ...reading }, columns, how) {
    const names = rowNames(columns);
    const renamed = columns.map(({ from }, index) => [from, names[index] ?? from] as const);
    const { encoding: _none, ...ofRun } = optionsOfRun(how, () => source.statistics);
    const source: ReturnType<typeof excelSource> = excelSource(input, {
      ...reading,
      ...ofRun,
      columns: names,
      formats: cellFormats(formats, columns),
      ...(reading.hasHeader ? { renameColumns: Object.fromEntries(renamed) } : {}),
    });
    return source;
  },
  fit: fitCells,
  describe: describeSheet,
  describeNulls,
  describeProfile: (profile) => `Excel, sheet ${JSON.stringify(excelProfile(profile).sheet)}`,
  declare: (profile) => declareExcel(excelProfile(profile)),
  reopen: (input, profile) => excelSource(input, excelProfile(profile).readOptions),
};

function excelProfile(profile: AnyFileProfile): ExcelFileProfile {
  if (profile.format === 'excel') return profile;
  throw new TypeError(`${profile.name} was not profiled as a workbook.`);
}
