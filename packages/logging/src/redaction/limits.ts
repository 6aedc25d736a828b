/** The limits for copying a value into an entry. Omitted parts are marked. */
export const limits = {
  /** Levels of nesting. */
  depth: 8,
  /** Entries of one object, array, map or set, including the mark. */
  entries: 100,
  /** Characters of one text, including the mark. */
  textLength: 8192,
  /** Values in total. */
  values: 1000,
  /** Characters in total. */
  totalLength: 65_536,
} as const;
