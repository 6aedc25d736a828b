import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvironment } from '@wdh/config';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  hasPseudoTerminals,
  PseudoTerminal,
} from '../../../../tools/vitest/terminal/pseudo-terminal.js';
import { wdh } from '../support/start-wdh.js';

const { PATH = '' } = readEnvironment();

/** How each shell is started without the files of its user. */
const shells = {
  bash: ['bash', '--norc', '--noprofile', '-i'],
  zsh: ['zsh', '-f', '-i'],
  fish: ['fish', '--no-config', '-i'],
} as const;

const isInstalled = (shell: string): boolean =>
  spawnSync(shell, ['-c', 'exit 0'], { env: { PATH } }).status === 0;

describe.each(Object.entries(shells))('completion in %s', (shell, command) => {
  const canRun = hasPseudoTerminals && isInstalled(shell);
  if (!canRun)
    process.stderr.write(`SKIPPED: completion in ${shell}: it, or python3, is missing.\n`);

  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wdh-completion-'));
    await writeFile(join(folder, 'strikes.csv'), '');
    const { exitCode, stdout } = await wdh(['completion', shell], { cwd: folder });
    expect(exitCode).toBe(0);
    await writeFile(join(folder, 'script'), stdout);
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** Types a line in the shell, presses the tab key, and waits for what appears. */
  async function expectCompleted(typed: string, completed: RegExp): Promise<void> {
    await using terminal = new PseudoTerminal(command, {
      columns: 200,
      cwd: folder,
      env: { PATH, HOME: folder, PS1: '$ ', INPUTRC: '/dev/null' },
    });
    terminal.type('. ./script; echo rea""dy\n');
    await terminal.expectOutput(/ready/);
    terminal.type(`${typed}\t`);
    await expect.poll(() => terminal.lines().join('\n')).toMatch(completed);
  }

  it.skipIf(!canRun).each([
    ['a command', 'wdh migr', /wdh migrate/],
    ['a command below another', 'wdh db stop --js', /--json/],
    ['an option', 'wdh load --dry', /--dry-run/],
    ['a choice of an option', 'wdh load --mode ups', /upsert/],
    ['a dialect', 'wdh load --dialect mysql-', /mysql-enclosed/],
    ['a format of files', 'wdh inspect --format json-', /json-lines/],
    ['a rule for merged cells', 'wdh new job --merged-cells fil', /--merged-cells fill/],
    ['the name of a file', 'wdh load stri', /strikes\.csv/],
    ['an argument', 'wdh completion fi', /fish/],
  ])('completes %s', (_what, typed, completed) => expectCompleted(typed, completed));
});
