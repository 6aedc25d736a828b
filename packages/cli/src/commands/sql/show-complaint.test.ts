import type { ServerComplaint } from '@wdh/postgres';
import { expect, it } from 'vitest';
import { showComplaint } from './show-complaint.js';

function complaint(parts: Partial<ServerComplaint>): ServerComplaint {
  const none = { detail: null, hint: null, where: null, position: null };
  const base = { severity: 'ERROR', sqlState: '42703', message: 'no', category: 'schema' } as const;
  return { ...base, ...none, ...parts };
}

it('the place of an error is marked in its line', () => {
  const statement = "select 1,\n\t'é😀', nme\nfrom t";
  const position = Array.from(statement).indexOf('n', 12) + 1;
  expect(showComplaint(complaint({ position, hint: 'look', detail: 'more' }), statement)).toBe(
    [
      'ERROR 42703: no',
      "LINE 2:  'é😀', nme",
      '                ^',
      'DETAIL: more',
      'HINT: look',
    ].join('\n'),
  );
});

it('a long line is shown around the place', () => {
  const statement = `select ${'a, '.repeat(200)}nme, ${'b, '.repeat(200)}c`;
  const [, line = '', marker = ''] = showComplaint(
    complaint({ position: statement.indexOf('nme') + 1 }),
    statement,
  ).split('\n');
  expect(line.length).toBeLessThan(120);
  expect(line.slice(marker.indexOf('^'), marker.indexOf('^') + 3)).toBe('nme');
});

it.each([0, 1, 7, 8, 1_000])('position %d of a short statement is shown', (position) => {
  expect(showComplaint(complaint({ position }), 'select;')).toContain('LINE 1: select;\n');
});
