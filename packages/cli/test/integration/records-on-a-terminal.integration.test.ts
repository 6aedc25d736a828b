import { readEnvironment } from '@wdh/config';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  hasPseudoTerminals,
  PseudoTerminal,
} from '../../../../tools/vitest/terminal/pseudo-terminal.js';
import { wdhFile } from '../support/program.js';
import { recordRejects, recordRun } from '../support/record-run.js';
import { useWorkplace } from '../support/use-workplace.js';

const place = useWorkplace();

const start = (columns: number, ...args: string[]): PseudoTerminal => {
  const { PATH, HOME } = readEnvironment();
  return new PseudoTerminal([process.execPath, wdhFile(), ...args], {
    columns,
    rows: 60,
    cwd: place.folder,
    env: { PATH, HOME, DATABASE_URL: place.databaseUrl, NO_COLOR: '1' },
  });
};

describe('records on a terminal', { skip: !hasPseudoTerminals }, () => {
  beforeEach(async () => {
    const { sql } = place;
    await sql`truncate pipeline_executions cascade`;
    const job = 'people_of_a_town_whose_name_is_longer_than_any_terminal_is_wide';
    await recordRun(sql, { id: 'exec_6666aaaa-1', status: 'abandoned', job, errorMessage: 'x' });
    await recordRun(sql, { id: 'exec_6666bbbb-2', rejected: 2, startedAt: '2026-01-01T12:00:00Z' });
    const message = 'age: must be one of a list of values that is much too long for a line';
    await recordRejects(sql, 'exec_6666bbbb-2', 2, { message, value: 'x'.repeat(200) });
  });

  it.each([80, 160])('no row of a table breaks into two lines of %i columns', async (columns) => {
    await using runs = start(columns, 'runs');
    expect(await runs.end()).toBe(0);
    const [head, ...rows] = runs.lines().filter((line) => line !== '');
    expect(head).toMatch(/^run .* rejected$/);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatch(/^exec_6666aaaa {2}people.* abandoned .* 0$/);
    await using rejects = start(columns, 'rejects', '6666b', '--values');
    expect(await rejects.end()).toBe(0);
    const lines = rejects.lines().filter((line) => line !== '');
    expect(lines[1]).toMatch(/^ +2 {2}age +INVALID_INTEGER +must be one/);
    expect(lines[2]).toMatch(/^ {6}"xxx.*…$/);
    expect(lines[3]).toMatch(/^ +3 {2}age /);
  });

  it.each([
    ['y', 1],
    ['', 2],
    ['\u0003', 2],
  ])('wdh prune asks, and the answer %j leaves %i runs', async (answer, left) => {
    await using terminal = start(100, 'prune', '--older-than', '90d');
    // The successful run of no file is deleted; the other one is young.
    await terminal.expectOutput(/Delete 1 run, 2 rejected rows, .* ago\? \[y\/N\]/s);
    expect(await place.sql`select from pipeline_executions`).toHaveLength(2);
    terminal.type(answer === '\u0003' ? answer : `${answer}\r`);
    expect(await terminal.end()).toBe(answer === '\u0003' ? 130 : 0);
    expect(await place.sql`select from pipeline_executions`).toHaveLength(left);
  });
});
