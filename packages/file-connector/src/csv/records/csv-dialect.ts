/** The characters that give a CSV text its structure. */
export interface CsvDialect {
  readonly delimiter: string;
  readonly quote: string;
}

/** The dialect of RFC 4180: commas, double quotes, a quote inside quotes doubled. */
export const rfc4180: CsvDialect = Object.freeze({ delimiter: ',', quote: '"' });
