import { userInfo } from 'node:os';

/** Returns the name of the user in the operating system; empty if the system has none for its id. */
export function systemUserName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
