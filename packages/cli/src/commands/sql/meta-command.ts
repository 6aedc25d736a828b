import { describeTable, listTables } from './describe-tables.js';

/** What a line that begins with a backslash asks for. */
export type MetaCommand =
  | { readonly kind: 'quit' }
  | { readonly kind: 'print'; readonly text: string }
  | { readonly kind: 'run'; readonly statements: readonly string[] };

const help = `\\q             quit, as Ctrl+D does
\\dt            list the tables and views
\\d NAME        show columns, indexes and constraints of one
\\?             show this
Statements end with a semicolon and may have several lines. Ctrl+C cancels the running one, or clears the input.
`;

/** Reads a line that begins with a backslash. */
export function metaCommand(line: string): MetaCommand {
  const [, word = '', rest = ''] = /^\\(\S*)\s*(.*?)\s*;?\s*$/s.exec(line.trim()) ?? [];
  if (word === 'q' && rest === '') return { kind: 'quit' };
  if (word === '?' || word === 'h') return { kind: 'print', text: help };
  if (word === 'dt' || (word === 'd' && rest === ''))
    return { kind: 'run', statements: [listTables] };
  if (word === 'd') return { kind: 'run', statements: describeTable(rest) };
  return { kind: 'print', text: `There is no command \\${word}. Try \\?.\n` };
}
