/** The environment of this process, where CI says what it hands over. */
// eslint-disable-next-line n/no-process-env -- the one place of these scripts that reads it
export const environment: Readonly<Record<string, string | undefined>> = process.env;
