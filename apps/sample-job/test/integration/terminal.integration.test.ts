import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readEnvironment } from '@wdh/config';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import {
  hasPseudoTerminals,
  PseudoTerminal,
} from '../../../../tools/vitest/terminal/pseudo-terminal.js';
import { programFile } from '../support/programs.js';
import { strike, strikeFile, strikes } from '../support/strike-file.js';
import { openWorkplace, type Workplace } from '../support/workplace.js';

if (!hasPseudoTerminals) process.stderr.write('SKIPPED: pseudo-terminals need python3.\n');

describe('the job on a terminal', { skip: !hasPseudoTerminals }, () => {
  let place: Workplace;
  beforeAll(async () => {
    place = await openWorkplace(inject('serverUrl'));
  });
  beforeEach(async () => {
    await place.clear();
    // One record is rejected, and one is dated in the future, which is a warning.
    const future = strike(1).map((cell) => (cell === '2000-02-29' ? '2999-01-01' : cell));
    await writeFile(at('in.csv'), strikeFile([future, ...strikes(5_000), 'bad,record']));
  });
  afterAll(async () => place[Symbol.asyncDispose]());

  const at = (name: string): string => join(place.folder, name);

  function start(columns: number, env: Record<string, string> = {}, input = 'in.csv') {
    const { PATH, HOME, WDH_PROGRAM_COVERAGE: NODE_V8_COVERAGE } = readEnvironment();
    const coverage = NODE_V8_COVERAGE === undefined ? {} : { NODE_V8_COVERAGE };
    return new PseudoTerminal([process.execPath, programFile('main'), '--input', input], {
      columns,
      cwd: place.folder,
      env: { PATH, HOME, ...coverage, DATABASE_URL: place.databaseUrl, ...env },
    });
  }

  /** Expects the whole table of the outcome: every line of it, and nothing within. */
  function expectTable(lines: readonly string[]): void {
    const top = lines.findIndex((line) => line.startsWith('┌'));
    const bottom = lines.findIndex((line) => line.startsWith('└'));
    const table = lines.slice(top, bottom + 1);
    expect(table).toHaveLength(16);
    for (const line of table.slice(1, -1)) expect(line).toMatch(/^│ [\w ]+ │ +\S+(?: s)? │$/);
    expect(new Set(table.map((line) => line.length)).size).toBe(1);
    expect(table.join('\n')).toMatch(/inserted +│ +5,001 │/);
  }

  it.each([80, 160])(
    'of %i columns shows each phase, then a warning, the table and the name of the log, and no trace of the bar',
    async (columns) => {
      await using terminal = start(columns);
      expect(await terminal.end()).toBe(0);
      expect(terminal.output).toMatch(/reading █+░* \d+ % \|/);
      expect(terminal.output).toMatch(/reading[^]*merging \|[^]*checking \|[^]*committing \|/);
      const lines = terminal.lines();
      expectTable(lines);
      const top = lines.findIndex((line) => line.startsWith('┌'));
      for (const line of lines.slice(0, top)) expect(line).toMatch(/^2\S+Z WARN {2}\w+ .* \{.*\}$/);
      expect(lines.slice(0, top).join('\n')).toContain('database.check.failed');
      expect(lines.join('\n')).not.toMatch(/[█░]|"event"|INFO/);
      expect(lines.at(-1)).toMatch(/^Log: \.wdh\/logs\/wdh-[\d-]{10}\.log$/);
      const log = await readFile(at(lines.at(-1)?.slice('Log: '.length) ?? ''), 'utf8');
      expect(log).toContain('"event":"pipeline.started"');
      expect(log).toContain('"event":"database.check.failed"');
    },
  );

  it('shows whole lines of JSON, if asked for, above the bar and the table', async () => {
    await using terminal = start(80, { LOG_FORMAT: 'json' });
    expect(await terminal.end()).toBe(0);
    expect(terminal.output).toMatch(/reading █*░* ?\d+ %/);
    const lines = terminal.lines();
    expectTable(lines);
    const top = lines.findIndex((line) => line.startsWith('┌'));
    const events = lines.slice(0, top).map((line) => (JSON.parse(line) as { event: string }).event);
    expect(events).toContain('pipeline.started');
    expect(events).toContain('database.check.failed');
    expect(lines.join('\n')).not.toMatch(/[█░]|Log:/);
  });

  it('shows the log as JSON, and no file, in staging', { tags: ['full'] }, async () => {
    await using terminal = start(80, { ENVIRONMENT: 'staging' });
    await terminal.end();
    expectTable(terminal.lines());
    expect(terminal.lines()[0]).toMatch(/^\{"timestamp"/);
    expect(terminal.lines().join('\n')).not.toContain('Log:');
  });

  it('keeps to a narrow window, also when it becomes narrower while the bar is drawn', async () => {
    await using terminal = start(100);
    await terminal.expectOutput(/reading/);
    terminal.resize(62, 20);
    expect(await terminal.end()).toBe(0);
    const lines = terminal.lines();
    expectTable(lines);
    expect(lines.join('\n')).not.toMatch(/[█░]|reading|merging/);
  });

  async function expectPlain(env: Record<string, string>): Promise<void> {
    await using terminal = start(80, env);
    expect(await terminal.end()).toBe(0);
    expect(terminal.output).not.toContain('\u001B');
    expectTable(terminal.lines());
  }

  it('draws no bar and has no colour if it is dumb', () => expectPlain({ TERM: 'dumb' }));

  it('draws no bar in a job of CI, and shows the log as JSON', { tags: ['full'] }, () =>
    expectPlain({ CI: 'true', NO_COLOR: '1' }),
  );

  it('has colours, unless NO_COLOR is set', { tags: ['full'] }, async () => {
    await using coloured = start(160);
    await coloured.end();
    expect(coloured.output).toContain('\u001B[33mWARN ');
    await place.clear();
    await writeFile(at('in.csv'), strikeFile([['bad']]));
    await using plain = start(160, { NO_COLOR: '1' });
    await plain.end();
    expect(plain.output).not.toMatch(/\u001B\[\d+m/);
  });

  it('writes the log to LOG_FILE_DIR where that is set', { tags: ['full'] }, async () => {
    await using terminal = start(80, { LOG_FILE_DIR: 'mine' });
    await terminal.end();
    expect(terminal.lines().at(-1)).toMatch(/^Log: mine\/wdh-/);
  });
});
