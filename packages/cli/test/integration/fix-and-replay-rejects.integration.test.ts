// @module-tag full
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { useWorkplace } from '../support/use-workplace.js';

const place = useWorkplace();
const guide = new URL('../../../../docs/guides/fix-and-replay-rejects.md', import.meta.url);

/** The blocks of a kind in a page, in order. */
function blocksOf(page: string, kind: string): readonly string[] {
  return [...page.matchAll(new RegExp(`\`\`\`${kind}\n(.*?)\`\`\``, 'gs'))].map(
    ([, text = '']) => text,
  );
}

/** The words of a command line, of which some are quoted. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

it('every command of the guide runs, and prints what the guide shows', async () => {
  const page = await readFile(guide, 'utf8');
  const [orders = '', corrected = ''] = blocksOf(page, 'csv');
  await writeFile(join(place.folder, 'orders.csv'), orders);
  await writeFile(join(place.folder, 'corrected.csv'), corrected);
  await place.sql`
    create table orders (
      id integer primary key, customer text not null, amount numeric(10, 2) check (amount > 0))`;
  let printed = '';
  for (const line of blocksOf(page, 'sh').flatMap((block) => block.trimEnd().split('\n'))) {
    // The run that rejected the rows, whose id the first command prints.
    const run = /exec_[\w-]+/.exec(printed)?.[0] ?? '';
    const [command, ...args] = wordsOf(line.replace('RUN', run));
    expect(command).toBe('wdh');
    const { exitCode, stdout, stderr } = await place.run(...args);
    expect({ line, exitCode, stderr }).toEqual({ line, exitCode: 0, stderr: '' });
    printed += stdout;
  }
  for (const shown of blocksOf(page, 'text')) expect(printed).toContain(shown);
  expect(printed).toContain('2 rejected rows of run');
  const found = await place.sql`select id, amount::text from orders order by id`;
  expect(found.map(({ id, amount }) => `${String(id)} ${String(amount)}`)).toEqual([
    '1 1.50',
    '2 -3.00',
    '3 4.75',
    '4 0.00',
    '5 7.25',
    '6 2.00',
  ]);
  const rejects = await readFile(join(place.folder, 'rejects.csv'), 'utf8');
  expect(rejects.trimEnd().split('\n')).toHaveLength(2);
});
