import { homedir } from 'node:os';
import {
  type ClientSurroundings,
  completeConnectionUrl,
  type CompletedConnectionUrl,
  isConnectionString,
  systemUserName,
} from '@wdh/postgres';
import type { Environment } from '../environment.js';
import { isPostgresUrl } from './database-url.js';

/** Where the rules of libpq look for what `DATABASE_URL` leaves out, besides the variables. */
export type ClientPlace = Omit<ClientSurroundings, 'environment'>;

/** Returns the home folder and the user of this process. */
export function clientPlaceHere(): ClientPlace {
  return { homeFolder: homeFolderHere(), userName: systemUserName() };
}

/** The system may have no home, and no name, for the id of a user. */
function homeFolderHere(): string {
  try {
    return homedir();
  } catch {
    return '';
  }
}

/** Completes the URL of a PostgreSQL database; that of another one stays as it is. */
export function completeDatabaseUrl(
  text: string,
  environment: Environment,
  place: ClientPlace,
): CompletedConnectionUrl {
  if (!isPostgresUrl(text) && !isConnectionString(text)) return { url: text };
  return completeConnectionUrl(text, { ...place, environment });
}
