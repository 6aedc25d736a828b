/** The row type of a reader with the given options; those of a preset may name null values too. */
export type RowOf<Options, Preset = unknown> = Record<
  Options extends { readonly columns: readonly (infer Column extends string)[] } ? Column : string,
  true extends HasNulls<Options> | HasNulls<Preset> ? string | null : string
>;

/** Distributes over a union, as the preset may be one of several. */
type HasNulls<Options> = Options extends { readonly nullValues?: undefined }
  ? false
  : 'nullValues' extends keyof Options
    ? true
    : false;
