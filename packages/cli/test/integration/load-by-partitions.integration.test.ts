import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { guideSections, shellCommands } from '../support/guide-sections.js';
import { jsonOf } from '../support/json-of.js';
import { writeProject } from '../support/project.js';
import { useWorkplace } from '../support/use-workplace.js';

const page = new URL('../../../../docs/guides/load-by-partitions.md', import.meta.url);
const sections = guideSections(await readFile(page, 'utf8'));
const place = useWorkplace();

const blockOf = (language: string, of: string): string => {
  const { blocks = [] } = sections.find(({ title }) => title === of) ?? {};
  return blocks.find((block) => block.language === language)?.text ?? '';
};

/** The commands of a part of the guide, without `npx wdh`. */
const commandsOf = (title: string): readonly (readonly string[])[] =>
  shellCommands(blockOf('sh', title)).map((words) => words.slice(2));

async function runAll(title: string): Promise<string> {
  const commands = commandsOf(title);
  expect(commands).not.toHaveLength(0);
  let last = '';
  for (const command of commands) {
    const { exitCode, stdout, stderr } = await place.run(...command);
    expect({ command, exitCode, stderr: exitCode === 0 ? '' : stderr }).toMatchObject({
      exitCode: 0,
    });
    last = stdout;
  }
  return last;
}

interface Report {
  readonly runs: readonly {
    readonly partition?: string;
    readonly status: string;
    readonly executionId: string;
    readonly hint: string | null;
  }[];
}

const months = async (): Promise<readonly string[]> => {
  const rows = await place.sql<{ month: string }[]>`select month from annuity order by month`;
  return rows.map(({ month }) => month);
};

async function writeExports(...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    const file = join(place.folder, 'exports', `annuity_${key}.csv`);
    await writeFile(file, `plan,amount\nA,${Number(key.slice(-2))}\n`);
  }
}

beforeAll(async () => {
  await place.sql`create table annuity (plan text, month text, amount integer, primary key (plan, month))`;
  await writeProject(place.folder, {
    'wdh.config.ts': blockOf('ts', 'Declare them'),
    'other/b.csv': 'plan,amount\nB,7\n',
  });
});

beforeEach(async () => {
  await place.sql`truncate annuity, pipeline_executions cascade`;
  await rm(join(place.folder, 'exports'), { recursive: true, force: true });
  await mkdir(join(place.folder, 'exports'));
  await writeExports('2024-01', '2024-02', '2024-03');
});

describe('wdh run --partition', () => {
  it('loads the file of a partition once: the second run is skipped, a forced one loads', async () => {
    await runAll('Load one');
    expect(await months()).toEqual(['2024-01']);
    const run = ['run', 'annuity', '--partition', '2024-01', '--input', 'other/b.csv', '--json'];
    const second = await place.run(...run);
    expect(second.exitCode).toBe(0);
    const [skipped] = (jsonOf(second) as Report).runs;
    expect(skipped?.status).toBe('skipped');
    expect(skipped?.hint).toMatch(/^Partition 2024-01 is loaded already: run exec_/);
    expect(await months()).toEqual(['2024-01']);
    expect((await place.run(...run, '--force')).exitCode).toBe(0);
    expect(await months()).toEqual(['2024-01', '2024-01']);
  });

  it('puts the key into the name of the input', async () => {
    await runAll('Load many files without partitions');
    expect(await months()).toEqual(['2024-02']);
  });

  it.each([
    [['annuity'], 'Job annuity loads one partition at a time: name it, such as 20'],
    [['annuity', '--partition', '2024-13'], 'and the nearest one is 2024-12'],
    [['annuity', '--partition', '2023-12'], 'has no partition "2023-12": the first one is 2024-01'],
    [['annuity', '--partition', '2024-01', '--mode', 'replace'], 'mode replace would delete'],
    [
      ['annuity', '--partition', '2024-01', '--input', 'exports/*.csv'],
      '--partition takes one input',
    ],
  ])('refuses %j with exit code 2', { tags: ['full'] }, async (args, problem) => {
    const { exitCode, stderr } = await place.run('run', ...args);
    expect(stderr).toContain(problem);
    expect(exitCode).toBe(2);
    expect(await place.sql`select 1 from pipeline_executions`).toHaveLength(0);
  });
});

describe('wdh backfill --parallel', () => {
  it('loads each partition of a range by a run of its own', async () => {
    const table = await runAll('Load a range');
    expect(table).toMatch(/^partition +input +status /m);
    expect(await months()).toEqual(['2024-01', '2024-02', '2024-03']);
    expect(
      await place.sql`select partition_key as key, status from pipeline_executions order by 1`,
    ).toEqual(['2024-01', '2024-02', '2024-03'].map((key) => ({ key, status: 'success' })));
  });

  it('loads with --missing what is not loaded, and what failed', async () => {
    await rm(join(place.folder, 'exports/annuity_2024-03.csv'));
    const range = ['--from', '2024-01', '--to', '2024-03'];
    const first = await place.run('backfill', 'annuity', ...range, '--parallel', '3', '--json');
    expect(first.exitCode).toBe(7);
    expect((jsonOf(first) as Report).runs.map(({ status }) => status)).toEqual([
      'success',
      'success',
      'failed',
    ]);
    await writeExports('2024-03', '2024-04');
    const more = ['--to', '2024-04', '--missing', '--parallel', '1', '--json'];
    const second = await place.run('backfill', 'annuity', ...more);
    expect(second.exitCode).toBe(0);
    const { runs } = jsonOf(second) as Report;
    expect(runs.map(({ partition, status }) => [partition, status])).toEqual([
      ['2024-03', 'success'],
      ['2024-04', 'success'],
    ]);
    expect(second.stderr).toContain('2 partitions of 4 are left');
  });
});

describe('wdh partitions', () => {
  it('draws what is loaded, failed and missing, with the runs that failed', async () => {
    await rm(join(place.folder, 'exports/annuity_2024-03.csv'));
    await place.run('backfill', 'annuity', '--to', '2024-03', '--parallel', '2', '--quiet');
    const lines = (await runAll('See what is loaded')).trimEnd().split('\n');
    const expected = blockOf('text', 'See what is loaded').trimEnd().split('\n');
    const withoutId = (line: string): string => line.replace(/exec_[\da-f-]+…?/, 'exec_');
    expect(lines.map(withoutId)).toEqual(expected.map(withoutId));
  });

  it('prints the same as JSON, and shows the present month once it has a run', async () => {
    const present = new Date().toISOString().slice(0, 7);
    const keysOf = async (): Promise<readonly string[]> => {
      const { exitCode, stdout } = await place.run('partitions', 'annuity', '--json');
      expect(exitCode).toBe(0);
      const { partitions, counts } = JSON.parse(stdout) as {
        readonly partitions: readonly { readonly partition: string; readonly status: string }[];
        readonly counts: Readonly<Record<string, number>>;
      };
      expect(counts['success']).toBe(
        partitions.filter(({ status }) => status === 'success').length,
      );
      return partitions.map(({ partition }) => partition);
    };
    const before = await keysOf();
    expect(before[0]).toBe('2024-01');
    expect(before).not.toContain(present);
    const run = ['run', 'annuity', '--partition', present, '--input', 'other/b.csv', '--quiet'];
    expect((await place.run(...run)).exitCode).toBe(0);
    expect(await keysOf()).toEqual([...before, present]);
  });

  it('is announced by wdh jobs', async () => {
    const { stdout } = await place.run('jobs');
    expect(stdout).toContain('  --partition KEY: months from 2024-01\n');
  });

  it('refuses keys that are none', { tags: ['full'] }, async () => {
    const { exitCode, stderr } = await place.run('partitions', 'annuity', '--from', '2024-00');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('There is no partition "2024-00"');
  });
});
