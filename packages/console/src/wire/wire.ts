/** A value as it travels in JSON: a date is a text in ISO 8601, such as `2026-01-31T08:30:00.000Z`. */
export type Wire<T> = T extends Date
  ? string
  : T extends readonly (infer Item)[]
    ? readonly Wire<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Wire<T[Key]> }
      : T;

/** One page of a list; `next` is the cursor of the page after it, null on the last one. */
export interface WirePage<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** The body of every answer that is not a success. */
export interface WireError {
  readonly error: {
    /** Stable, such as `RUN_NOT_FOUND`. */
    readonly code: string;
    /** What failed and what to do, for people. */
    readonly message: string;
    /** Problems by field of a form, such as `params.month`. */
    readonly fields?: Readonly<Record<string, string>> | undefined;
  };
}
