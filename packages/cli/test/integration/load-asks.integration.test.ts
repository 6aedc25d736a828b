import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readEnvironment } from '@wdh/config';
import { describe, expect, it } from 'vitest';
import {
  hasPseudoTerminals,
  PseudoTerminal,
} from '../../../../tools/vitest/terminal/pseudo-terminal.js';
import { wdhFile } from '../support/program.js';
import { useWorkplace } from '../support/use-workplace.js';

describe('wdh load --create on a terminal', { skip: !hasPseudoTerminals, tags: ['full'] }, () => {
  const place = useWorkplace();

  it.each([
    ['y', 0, true],
    ['n', 2, false],
    ['\u0003', 130, false],
  ])('asks, and the answer %j ends with %i', async (answer, exitCode, isCreated) => {
    await place.sql`drop table if exists asked`;
    await writeFile(join(place.folder, 'in.csv'), 'id,price\n1,2.5\n2,3.5\n');
    const { PATH, HOME } = readEnvironment();
    const args = ['load', 'in.csv', '--into', 'asked', '--create', '--force'];
    await using terminal = new PseudoTerminal([process.execPath, wdhFile(), ...args], {
      columns: 100,
      cwd: place.folder,
      env: { PATH, HOME, DATABASE_URL: place.databaseUrl },
    });
    await terminal.expectOutput(/Create public\.asked and load .*in\.csv\? \[y\/N\]/s);
    expect(terminal.output).toContain('PRIMARY KEY (id)');
    expect(await place.sql`select from pg_class where relname = 'asked'`).toHaveLength(0);
    terminal.type(answer === '\u0003' ? answer : `${answer}\r`);
    expect(await terminal.end()).toBe(exitCode);
    const found = await place.sql`select from pg_class where relname = 'asked'`;
    expect(found).toHaveLength(isCreated ? 1 : 0);
  });
});
