import type { CommandResult } from './start-wdh.js';

/** Returns the JSON that a command prints, behind the lines of its log. */
export function jsonOf({ stdout }: CommandResult): unknown {
  const start = /^\{$/m.exec(stdout)?.index ?? 0;
  return JSON.parse(stdout.slice(start));
}
