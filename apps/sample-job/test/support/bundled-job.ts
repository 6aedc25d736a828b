/** The entry that users start, with all that it imports, in one file: made before the tests begin. */
export const bundledJob = new URL('../../test-results/programs/main.mjs', import.meta.url);
