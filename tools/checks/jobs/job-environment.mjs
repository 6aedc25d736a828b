/** The variables that a workflow passes to its job. */
// eslint-disable-next-line n/no-process-env -- the one place of these programs that reads it
export const environment = process.env;
