import * as v from 'valibot';
import { layoutEntries } from '../tables/layout-reading.js';

const text = v.string('must be a text');
const row = v.pipe(
  v.number('must be the number of a row'),
  v.integer('must be the number of a row'),
  v.minValue(1, 'must be the number of a row'),
);
const skip = v.literal('skip', 'must be skip');

/** The schema of {@link ExcelReading}; its properties are options of `excelSource`. */
export const excelReadingSchema = v.strictObject({
  format: v.literal('excel'),
  sheet: v.optional(text),
  headerRow: v.optional(row),
  firstRow: v.optional(row),
  hasHeader: v.boolean('must be true or false'),
  ...layoutEntries,
  mergedCells: v.optional(v.picklist(['first', 'fill'], 'must be first or fill')),
  hiddenRows: v.optional(skip),
  hiddenColumns: v.optional(skip),
  nullValues: v.array(text, 'must be a list of texts'),
});

/** How a sheet of a workbook is read. */
export type ExcelReading = v.InferOutput<typeof excelReadingSchema>;
