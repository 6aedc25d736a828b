/**
 * Prints a new value at every call if DATABASE_URL is set. Nx hashes it, so that results with an
 * external server are never read from the cache.
 */
import { env } from 'node:process';

if ((env['DATABASE_URL'] ?? '') !== '') process.stdout.write(String(Date.now()));
