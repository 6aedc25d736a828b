import type { ReadingOptions } from '../../reading/reading-options.js';
import type { LayoutReading } from './layout-reading.js';

/** What the options say about the rows around the records of a table, and about its cells. */
export function givenLayout(options: ReadingOptions): LayoutReading {
  const { headerRows, fillHeader, numberHeaders, skipAfterHeader, footerRows, footer } = options;
  return defined({
    headerRows,
    headerFill: fillHeader === true ? ('right' as const) : undefined,
    duplicateHeaders: numberHeaders === true ? ('number' as const) : undefined,
    emptyHeaders: numberHeaders === true ? ('number' as const) : undefined,
    skipAfterHeader,
    footerRows,
    footer: footer?.map((startsWith) => ({ startsWith })),
    formats: options.parse,
  });
}

/** Whether the first record is the header, as far as the options say: some have no meaning without one. */
export function givenHeader(options: ReadingOptions): boolean | undefined {
  const { header, headerRows = 0, fillHeader, numberHeaders, skipAfterHeader = 0 } = options;
  if (header !== undefined) return header;
  const isMeant = headerRows > 0 || skipAfterHeader > 0 || fillHeader === true;
  return isMeant || numberHeaders === true ? true : undefined;
}

/** Returns the properties that are not undefined. */
export function defined<Options extends object>(options: Options): Defined<Options> {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Defined<Options>;
}

type Defined<Options> = { [Name in keyof Options]?: Exclude<Options[Name], undefined> };
