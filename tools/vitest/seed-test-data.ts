import { readFile } from 'node:fs/promises';
import postgres from 'postgres';

async function readScript(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Runs an SQL script against a database, if the script exists.
 *
 * @throws Error that names the script, with the error of the database as its cause
 */
export async function seedTestData(url: string, file: string): Promise<void> {
  const script = await readScript(file);
  if (script === undefined) return;
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await sql.unsafe(script);
  } catch (cause) {
    throw new Error(`Seeding the test data of ${file} failed`, { cause });
  } finally {
    await sql.end();
  }
}
