import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const daysKept = 30;
const dayMs = 24 * 60 * 60 * 1000;

/** The file of a day, or one of those that follow it where it has reached its size. */
const nameOfFile = /^wdh-(\d{4}-\d{2}-\d{2})(?:\.\d+)?\.log$/;

/**
 * Deletes the log files of 30 days ago and before, by the date in their names: whoever wrote them,
 * and whatever their time of change says. Other files stay, and so does what cannot be deleted.
 */
export function deleteOldFiles(folder: string): void {
  const today = Math.floor(Date.now() / dayMs);
  for (const name of namesIn(folder)) {
    const [, date = ''] = nameOfFile.exec(name) ?? [];
    const day = Date.parse(`${date}T00:00:00Z`) / dayMs;
    // What has no date is no number, and never the older one.
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
    // A folder of that name, or a file of another owner: the log goes on without it.
  }
}
