import type { ExcelFileProfile } from '@wdh/file-connector';
import type { SourceDeclaration } from '../input-format.js';
import { formatNames } from '../tables/cell-formats.js';
import { defined } from '../tables/given-layout.js';

/** Options that the declaration states in another way. */
const notDeclared = ['columns', 'hasHeader', 'formats'];

/** Returns how a job declares a profiled sheet. */
export function declareExcel(profile: ExcelFileProfile): SourceDeclaration {
  const { readOptions, sheet, hasHeader } = profile;
  const options = Object.entries(defined(readOptions)).filter(
    ([name]) => !notDeclared.includes(name),
  );
  return {
    maker: 'excel',
    options: Object.fromEntries(options),
    formats: formatNames(readOptions.formats),
    hasHeader,
    title: `Excel, sheet ${JSON.stringify(sheet)}`,
  };
}
