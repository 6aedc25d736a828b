// @module-tag full
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningProcess } from '@wdh/fault-injection';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { guideSections, shellCommands } from '../support/guide-sections.js';
import { jobFile, writeProject } from '../support/project.js';
import { startWorker } from '../support/start-worker.js';
import { useWorkplace } from '../support/use-workplace.js';

const guide = new URL('../../../../docs/guides/run-on-several-machines.md', import.meta.url);
const sections = guideSections(await readFile(guide, 'utf8'));
const place = useWorkplace();
const workers: RunningProcess[] = [];
let otherMachine: string;

const config = `import { defineProject } from '@wdh/job';
import { people } from './people.js';
export default defineProject({ jobs: [people] });
`;

beforeAll(async () => {
  await place.sql`drop schema if exists wdh_queue cascade`;
  await place.sql`create table people (id integer primary key, name text not null)`;
  otherMachine = await mkdtemp(join(tmpdir(), 'wdh-machine-'));
  const files = { 'wdh.config.ts': config, 'people.ts': jobFile('people') };
  const names = Array.from({ length: 6 }, (_, at) => String(at + 1));
  const inbox = names.map((id) => [`inbox/${id}.csv`, `id,name\n${id},Ada ${id}\n`] as const);
  await writeProject(place.folder, { ...files, ...Object.fromEntries(inbox) });
  await writeProject(otherMachine, files);
});

afterAll(async () => {
  for (const worker of workers) await worker[Symbol.asyncDispose]();
  await rm(otherMachine, { recursive: true });
});

/** Runs a command of the guide, and returns what it printed; a worker is started on both machines. */
async function run(words: readonly string[]): Promise<string> {
  const [npx, command, ...args] = words;
  expect([npx, command]).toEqual(['npx', 'wdh']);
  const { databaseUrl } = place;
  if (args[0] === 'worker') {
    for (const folder of [place.folder, otherMachine]) {
      workers.push(await startWorker({ folder, databaseUrl }, ...args.slice(1)));
    }
    return workers[0]?.stderr ?? '';
  }
  const { exitCode, stdout, stderr } = await place.run(...args);
  expect([exitCode, stderr]).toEqual([0, '']);
  return stdout;
}

/** A part of the output is shown. */
function expectShown(printed: string, text: string): void {
  expect(printed).toContain(text.trimEnd());
}

it.each(sections.map(({ title, blocks }) => [title, blocks] as const))(
  '%s',
  async (_title, blocks) => {
    let printed = '';
    for (const { language, name, text } of blocks) {
      if (language === 'sh') for (const words of shellCommands(text)) printed = await run(words);
      else if (name === 'output') expectShown(printed, text);
    }
  },
);

it('both machines took part, and a machine that is switched off loses nothing', async () => {
  const [first, second] = workers;
  if (first === undefined || second === undefined) throw new Error('the guide starts no worker');
  first.signal('SIGKILL');
  await first.end(60_000);
  const args = ['--input', 'inbox/*.csv', '--force', '--wait', '--json'];
  const { exitCode, stdout } = await place.run('submit', 'people', ...args);
  expect(exitCode).toBe(0);
  const { runs } = JSON.parse(stdout) as {
    readonly runs: readonly { readonly processId: number }[];
  };
  expect(new Set(runs.map(({ processId }) => processId))).toEqual(new Set([second.pid]));
  expect(await place.sql`select from people`).toHaveLength(6);
});
