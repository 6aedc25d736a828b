import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readEnvironment } from '@wdh/config';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  hasPseudoTerminals,
  PseudoTerminal,
} from '../../../../tools/vitest/terminal/pseudo-terminal.js';
import { wdhFile } from '../support/program.js';
import { openWorkplace, type Workplace } from '../support/workplace.js';

describe.skipIf(!hasPseudoTerminals)('the prompt of wdh sql', () => {
  let place: Workplace;

  beforeAll(async () => {
    place = await openWorkplace(inject('serverUrl'));
    await place.sql`create table kept (id int)`;
    await place.sql`insert into kept values (1)`;
  });

  afterAll(() => place[Symbol.asyncDispose]());

  function open(...args: readonly string[]): PseudoTerminal {
    const { PATH } = readEnvironment();
    const env = { PATH, DATABASE_URL: place.databaseUrl, LOG_LEVEL: 'error' };
    const command = [process.execPath, wdhFile(), 'sql', ...args];
    return new PseudoTerminal(command, { columns: 100, cwd: place.folder, env });
  }

  it('runs statements of several lines, shows errors, and continues until \\q', async () => {
    await using terminal = open();
    await terminal.expectOutput(/wdh=> \S+$/);
    terminal.type('select 6 *\r');
    await terminal.expectOutput(/wdh-> \S+$/);
    terminal.type("7 as answer, E'\\x1b[31mred' as colour; select 'next' as more;\r");
    await terminal.expectOutput(/next[\s\S]*\(1 row\)[\s\S]*wdh=> \S+$/);
    terminal.type('delete from kept;\r');
    await terminal.expectOutput(/25006[\s\S]*wdh=> \S+$/);
    terminal.type('select nme from kept;\r');
    await terminal.expectOutput(/42703[\s\S]*wdh=> \S+$/);
    terminal.type('\\d kept\r');
    await terminal.expectOutput(/integer[\s\S]*wdh=> \S+$/);
    terminal.type('\\q\r');
    expect(await terminal.end()).toBe(0);
    const lines = terminal.lines();
    expect(lines).toContain('     42 | \\u001b[31mred');
    expect(lines).toContain('  LINE 1: select nme from kept');
    expect(lines).toContain('                 ^');
    expect(await place.sql`select id from kept`).toHaveLength(1);
  });

  it('Ctrl+C cancels the running statement and not the prompt, and clears the input', async () => {
    await using terminal = open();
    await terminal.expectOutput(/wdh=> \S+$/);
    terminal.type('select pg_sleep(100);\r');
    const isRunning = async (): Promise<boolean> =>
      (
        await place.sql`select 1 from pg_stat_activity where query like 'select pg_sleep(100)%' and state = 'active'`
      ).length > 0;
    while (!(await isRunning()));
    terminal.type('\u0003');
    await terminal.expectOutput(/57014[\s\S]*wdh=> \S+$/);
    await expect.poll(isRunning).toBe(false);
    terminal.type("select 'half\r");
    await terminal.expectOutput(/wdh-> \S+$/);
    terminal.type('more\u0003');
    await terminal.expectOutput(/\^C[\s\S]*wdh=> \S+$/);
    terminal.type("select 'whole' as x;\r");
    await terminal.expectOutput(/whole[\s\S]*\(1 row\)[\s\S]*wdh=> \S+$/);
    terminal.type('\u0004');
    expect(await terminal.end()).toBe(0);
  });

  it('keeps its history for its owner, without passwords', async () => {
    await using first = open('--write');
    await first.expectOutput(/wdh=# \S+$/);
    first.type("select 'remember';\r");
    await first.expectOutput(/remember[\s\S]*\(1 row\)[\s\S]*wdh=# \S+$/);
    first.type("select 'my password';\r");
    await first.expectOutput(/my password[\s\S]*\(1 row\)[\s\S]*wdh=# \S+$/);
    first.type("select 1 as password,\r'next-line' as secret;\r");
    await first.expectOutput(/next-line[\s\S]*\(1 row\)[\s\S]*wdh=# \S+$/);
    const file = join(place.folder, '.wdh', 'sql_history');
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, '', { mode: 0o644 });
    first.type('\\q\r');
    expect(await first.end()).toBe(0);
    const history = await readFile(file, 'utf8');
    expect(history).toContain("select 'remember';\n");
    expect(history).not.toMatch(/password|next-line/);
    expect((await stat(file)).mode & 0o777).toBe(0o600);

    await using second = open();
    await second.expectOutput(/wdh=> \S+$/);
    second.type('\u001B[A\u001B[A\r');
    await second.expectOutput(/remember[\s\S]*\(1 row\)/);
    second.type('\\q\r');
    expect(await second.end()).toBe(0);
  });

  it('a session that the server ends is an error with exit code 3', async () => {
    await using terminal = open();
    await terminal.expectOutput(/wdh=> \S+$/);
    await place.sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'wdh sql'`;
    terminal.type('select 1;\r');
    expect(await terminal.end()).toBe(3);
    expect(terminal.lines().join('\n')).toContain('CONNECTION_LOST');
  });
});
