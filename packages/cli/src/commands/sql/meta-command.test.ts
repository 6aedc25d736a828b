import { expect, it } from 'vitest';
import { metaCommand } from './meta-command.js';

it.each([
  ['\\q', { kind: 'quit' }],
  ['  \\q ; ', { kind: 'quit' }],
  ['\\dt', { kind: 'run' }],
  ['\\d', { kind: 'run' }],
  ['\\?', { kind: 'print' }],
  ['\\copy t', { kind: 'print', text: 'There is no command \\copy. Try \\?.\n' }],
  ['\\', { kind: 'print' }],
])('%j is %j', (line, command) => {
  expect(metaCommand(line)).toMatchObject(command);
});

it('a name is quoted, and cannot become SQL', () => {
  const command = metaCommand("\\d x'); drop table t; --");
  const statements = command.kind === 'run' ? command.statements : [];
  expect(statements).toHaveLength(2);
  for (const statement of statements)
    expect(statement).toContain("(text 'x''); drop table t; --')::pg_catalog.regclass");
});
