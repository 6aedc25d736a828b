/** How much of a value is copied into an entry. What is left out is marked. */
export const limits = {
  /** Levels of nesting. */
  depth: 8,
  /** Entries of one object, array, map or set, the mark included. */
  entries: 100,
  /** Characters of one text, the mark included. */
  textLength: 8192,
  /** Values in all. */
  values: 1000,
  /** Characters in all. */
  totalLength: 65_536,
} as const;
