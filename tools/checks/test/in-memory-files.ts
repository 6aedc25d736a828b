import type { WorkspaceFiles } from '../workspace-files.js';

/** Creates a workspace from texts by path, for tests of the rules. */
export function inMemoryFiles(texts: Readonly<Record<string, string>>): WorkspaceFiles {
  return { paths: Object.keys(texts).sort(), read: (path) => texts[path] ?? '' };
}
