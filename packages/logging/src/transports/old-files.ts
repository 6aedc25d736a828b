import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const daysKept = 30;
const dayMs = 24 * 60 * 60 * 1000;

/** The file of a day, or a later one of the same day. */
const nameOfFile = /^wdh-(\d{4}-\d{2}-\d{2})(?:\.\d+)?\.log$/;

/**
 * Deletes log files that are 30 days old or older, by the date in their names, independent of owner
 * and modification time. Other files stay, and so do files that cannot be deleted.
 */
export function deleteOldFiles(folder: string): void {
  const today = Math.floor(Date.now() / dayMs);
  for (const name of namesIn(folder)) {
    const [, date = ''] = nameOfFile.exec(name) ?? [];
    const day = Date.parse(`${date}T00:00:00Z`) / dayMs;
    // A name without a date gives NaN, which is never older.
    if (day <= today - daysKept) deleteIfPossible(join(folder, name));
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function deleteIfPossible(path: string): void {
  try {
    rmSync(path);
  } catch {
    // A folder of that name, or a file of another owner: the log continues without it.
  }
}
