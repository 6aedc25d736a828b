import { fileURLToPath } from 'node:url';

/** Returns the path of a file that a declaration names by a path or by a `file:` URL. */
export function pathOf(file: string | URL): string {
  return typeof file === 'string' ? file : fileURLToPath(file);
}
