import { inputInvalid } from './input-invalid.js';

/** Most bytes of a path below a folder. */
const mostBytes = 1_000;

/**
 * Returns the parts of a path below a folder, which are separated by `/`.
 *
 * @throws Refusal `INPUT_INVALID` for a path that is empty, absolute, names a drive, has `.`, `..`,
 *   `\`, a control character or a hidden part.
 */
export function partsOfPath(path: string): readonly string[] {
  const problem = problemOf(path);
  if (problem !== null) throw inputInvalid(problem);
  return path.split('/');
}

/** Whether a file of this name can be chosen. */
export const canBeChosen = (name: string): boolean => problemOf(name) === null;

function problemOf(path: string): string | null {
  if (path === '') return 'is empty';
  if (Buffer.byteLength(path) > mostBytes) return 'is too long';
  // Windows reads \ as a separator, and C: as a drive.
  if (/[\p{Cc}\p{Cs}\\]/u.test(path)) return 'has a character that no file of the list has';
  if (/^[a-z]:/i.test(path)) return 'names a drive';
  if (path.startsWith('/')) return 'is an absolute path';
  const parts = path.split('/');
  if (parts.includes('')) return 'has an empty part';
  // Hidden files, and the ways up and nowhere.
  return parts.some((part) => part.startsWith('.')) ? 'has a part that begins with a dot' : null;
}
