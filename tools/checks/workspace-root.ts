import { fileURLToPath } from 'node:url';

/** Absolute path of the workspace that these checks belong to. */
export const workspaceRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
