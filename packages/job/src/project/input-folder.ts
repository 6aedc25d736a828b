import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectInvalid as invalid } from './project-invalid.js';

/** A folder below which inputs may be chosen by callers that are not trusted, such as a page. */
export interface InputFolder {
  /** An absolute path. */
  readonly folder: string;
  /** What people see instead of the path. */
  readonly name: string;
  /** Whether such a caller may add files to it. */
  readonly uploads: boolean;
}

/** The declaration of an {@link InputFolder}: its path, or its parts. */
export type InputFolderDeclaration =
  | string
  | URL
  | {
      /** A relative path is resolved in the working folder of the process. */
      readonly folder: string | URL;
      /** Default: the last part of its path. */
      readonly name?: string | undefined;
      /** Default false. */
      readonly uploads?: boolean | undefined;
    };

/**
 * Returns the folders of a project.
 *
 * @throws WdhError `PROJECT_INVALID` (usage) for an entry that is none, and one that is listed twice.
 */
export function inputFolders(declared: readonly InputFolderDeclaration[]): readonly InputFolder[] {
  // Nothing has checked the types of a file that the command loads.
  const given: unknown = declared;
  if (!Array.isArray(given)) {
    throw invalid("Its inputs must be a list of folders, such as ['data'].");
  }
  const folders = given.map((entry: unknown, index) => inputFolder(entry, index + 1));
  const twice = folders.find(({ folder }, index) =>
    folders.slice(0, index).some((other) => other.folder === folder),
  );
  if (twice === undefined) return folders;
  throw invalid(`The folder "${twice.name}" of its inputs is listed twice: list it once.`);
}

function inputFolder(entry: unknown, number: number): InputFolder {
  const isPath = typeof entry === 'string' || entry instanceof URL;
  const parts: unknown = isPath ? { folder: entry } : entry;
  const { folder, name, uploads = false } = Object(parts) as Readonly<Record<string, unknown>>;
  const path = pathOf(folder);
  const isNamed = name === undefined || (typeof name === 'string' && name.trim() !== '');
  if (path === null || !isNamed || typeof uploads !== 'boolean') {
    throw invalid(
      `Entry ${number} of its inputs must be the path of a folder, or { folder: 'inbox', name: 'Inbox', uploads: true }.`,
    );
  }
  return Object.freeze({ folder: path, name: name ?? basename(path), uploads });
}

function pathOf(folder: unknown): string | null {
  if (folder instanceof URL)
    return folder.protocol === 'file:' ? resolve(fileURLToPath(folder)) : null;
  const isPath = typeof folder === 'string' && folder.trim() !== '' && !folder.includes('\0');
  return isPath ? resolve(folder) : null;
}
