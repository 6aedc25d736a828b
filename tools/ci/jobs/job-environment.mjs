/** What a job of a workflow is told. */
// eslint-disable-next-line n/no-process-env -- the one place of these programs that reads it
export const environment = process.env;
