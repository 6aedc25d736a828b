import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { InputFolder } from '@wdh/job';
import { Refusal } from '../http/refusal.js';
import type { WireInputs } from '../wire/jobs.js';
import { firstInOrder } from './first-in-order.js';
import { inputInvalid, inputNotFound } from './input-invalid.js';
import { canBeChosen } from './input-path.js';
import { realInside, resolveFolder } from './resolve-input.js';

/** Which part of a folder is listed. */
export interface ListInputsOptions {
  /** Number of the folder. */
  readonly folder: number;
  /** A folder below it; empty: the folder itself. */
  readonly below: string;
  /** Only names with this text, in any case; empty: all. */
  readonly text: string;
  /** `next` of the page before. */
  readonly cursor: string | undefined;
  readonly limit: number;
}

type Item = WireInputs['items'][number];

/**
 * Lists files and folders by name, a page at a time. Hidden ones and names that cannot be
 * chosen are left out, as are links that leave the folder and what is neither file nor folder: a page
 * may have fewer items than its limit.
 *
 * @throws Refusal `INPUT_INVALID`, `INPUT_NOT_FOUND`, `INPUT_FOLDER_UNREADABLE`.
 */
export async function listInputs(
  folders: readonly InputFolder[],
  { folder: id, below, text, cursor, limit }: ListInputsOptions,
): Promise<WireInputs> {
  const { folder, path } = await resolveFolder(folders, id, below);
  const after = cursor === undefined ? '' : nameOf(cursor);
  const wanted = text.toLowerCase();
  const names = (await namesIn(folder, path)).filter(
    // A cursor is a position in the order of the names.
    (name) => name > after && canBeChosen(name) && name.toLowerCase().includes(wanted),
  );
  const page = firstInOrder(names, limit);
  const items = await Promise.all(page.map((name) => itemOf(folder, path, name)));
  const last = page.at(-1);
  const next = last !== undefined && names.length > limit ? cursorOf(last) : null;
  return { items: items.filter((item) => item !== null), next };
}

async function namesIn({ name }: InputFolder, path: string): Promise<readonly string[]> {
  try {
    return await readdir(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOTDIR' || code === 'ENOENT') throw inputNotFound(name);
    throw new Refusal(
      500,
      'INPUT_FOLDER_UNREADABLE',
      `The folder "${name}" cannot be read (${String(code)}). Let the user of the console read it.`,
    );
  }
}

async function itemOf(folder: InputFolder, path: string, name: string): Promise<Item | null> {
  const entry = join(path, name);
  try {
    const stats = await stat(entry);
    const isFolder = stats.isDirectory();
    if (!isFolder && !stats.isFile()) return null;
    if ((await realInside(folder, entry)) === null) return null;
    return {
      ...{ name, isFolder },
      sizeBytes: isFolder ? null : stats.size,
      modifiedAt: stats.mtime.toISOString(),
    };
  } catch {
    // It was removed meanwhile, or is a link to nothing.
    return null;
  }
}

const cursorOf = (name: string): string => Buffer.from(name).toString('base64url');

function nameOf(cursor: string): string {
  const name = Buffer.from(cursor, 'base64url').toString();
  if (name !== '' && cursorOf(name) === cursor) return name;
  throw inputInvalid('is listed from a cursor that no page has returned');
}
