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

/** Returns the properties that are not undefined. */
export function defined<Options extends object>(options: Options): Defined<Options> {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Defined<Options>;
}

type Defined<Options> = { [Name in keyof Options]?: Exclude<Options[Name], undefined> };
