/** Possible prefixes of a comment line. */
export const commentMarks = ['#', '//'];
