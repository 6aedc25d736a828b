/**
 * Prints something new at every call where DATABASE_URL is set, for Nx to hash: what a server outside
 * answered once says nothing about now, so that no result is taken from the cache.
 */
import { env } from 'node:process';

if ((env['DATABASE_URL'] ?? '') !== '') process.stdout.write(String(Date.now()));
