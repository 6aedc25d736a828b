import type { FileProfile } from '@wdh/file-connector';
import { WdhError } from '@wdh/pipeline-core';
import type { LoadMode } from '@wdh/warehouse-loader';
import type { TableDesign } from '../generate/table-design.js';

/** What a person says about the key; the rest is proposed from the profile. */
export interface KeyOptions {
  readonly mode?: LoadMode | undefined;
  /** Columns by their names in the file or in the table; empty: no key. */
  readonly key?: readonly string[] | undefined;
}

/** How the rows of a job meet those that are in the table. */
export interface KeyChoice {
  readonly mode: LoadMode;
  /** The primary key of the table; empty: none. */
  readonly key: readonly string[];
  /** Whether the key is a proposal, which a person should look at. */
  readonly isProposed: boolean;
}

const mergesByKey = (mode: LoadMode | undefined): boolean =>
  mode === 'upsert' || mode === 'insert_new';

/**
 * Chooses primary key and mode: the given ones, otherwise the key that the profile proposes, by which
 * rows are merged; without a key they are added.
 *
 * @throws WdhError `KEY_INVALID` (usage) for a key that does not exist, is null somewhere, or repeats
 *   in the file, and for a mode without a key
 */
export function chooseKeys(
  { mode, key }: KeyOptions,
  design: TableDesign,
  profile: FileProfile,
): KeyChoice {
  const chosen =
    key === undefined ? design.primaryKey : key.map((name) => keyColumn(name, design, profile));
  if (mergesByKey(mode) && chosen.length === 0) {
    const advice = `name the columns that identify a row with --key, or use --mode append`;
    throw keyInvalid(`Mode ${mode ?? ''} merges rows by a key, and there is none: ${advice}`);
  }
  if (new Set(chosen).size < chosen.length) throw keyInvalid('--key names a column twice');
  return {
    mode: mode ?? (chosen.length === 0 ? 'append' : 'upsert'),
    key: chosen,
    isProposed: key === undefined && chosen.length > 0,
  };
}

/** Returns the name in the table of a column of the key. */
function keyColumn(name: string, { columns }: TableDesign, profile: FileProfile): string {
  const index = columns.findIndex((column) => column.name === name || column.source === name);
  const designed = columns[index];
  const found = profile.columns[index];
  if (designed === undefined || found === undefined) {
    const names = columns.slice(0, 20).map((column) => column.name);
    throw keyInvalid(`There is no column "${name}" for the key: choose from ${names.join(', ')}`);
  }
  if (!designed.isRequired && profile.rows > 0) {
    const problem = `it is empty in ${found.nulls} of ${profile.rows} rows`;
    throw keyInvalid(`Column ${designed.name} cannot be part of a key: ${problem}`);
  }
  return designed.name;
}

function keyInvalid(problem: string): WdhError {
  return new WdhError(`${problem}.`, { code: 'KEY_INVALID', category: 'usage' });
}
