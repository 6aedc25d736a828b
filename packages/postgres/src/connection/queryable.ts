/** A value of a statement's parameter. */
export type Parameter = string | number | boolean | null;

/** Rows of a result; `count` is the number of rows found or changed. */
export type Rows<Found extends object> = readonly Found[] & { readonly count: number };

/** Anything that runs SQL statements. */
export interface Queryable {
  query<Found extends object>(
    text: string,
    parameters?: readonly Parameter[],
  ): Promise<Rows<Found>>;
}
