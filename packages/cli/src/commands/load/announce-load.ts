import { escapeControls } from '@wdh/logging';
import type { CommandContext } from '../../context/command-context.js';

/**
 * Shows what a load is about to read, until it is known how it is read: on a terminal, in the line of
 * its progress. It needs neither the file nor the table, so it appears before anything is imported
 * that reads or loads.
 */
export function announceLoad(
  { isJson, terminal }: Pick<CommandContext, 'isJson' | 'terminal'>,
  files: readonly string[],
  table: string,
): void {
  if (isJson) return;
  terminal.progress(escapeControls(`reading ${nameOf(files)}, to load into ${table}`));
}

/** An address may hold a secret, and a pattern names any number of files. */
function nameOf([file = '', ...others]: readonly string[]): string {
  if (others.length > 0) return `${others.length + 1} inputs`;
  if (file === '-') return 'the standard input';
  return file.includes('://') ? 'a download' : file;
}
