/** The environment of this process, with the variables of CI. */
// eslint-disable-next-line n/no-process-env -- the one place of these scripts that reads it
export const environment: Readonly<Record<string, string | undefined>> = process.env;
