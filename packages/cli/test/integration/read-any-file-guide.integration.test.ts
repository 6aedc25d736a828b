import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { drawWorkbook } from '../support/draw-workbook.js';
import { type GuideBlock, guideSections, shellCommands } from '../support/guide-sections.js';
import { importModule } from '../support/import-module.js';
import { type CommandResult, wdh } from '../support/start-wdh.js';
import { useWorkplace } from '../support/use-workplace.js';

const guide = new URL('../../../../docs/guides/read-any-file.md', import.meta.url);
const sections = guideSections(await readFile(guide, 'utf8'));
const place = useWorkplace();

/** What the last command printed, and the last table that one loaded. */
interface Shown {
  readonly result: CommandResult;
  readonly table: string;
}

it('has an example of each part', () => {
  expect(sections.map(({ title }) => title)).toEqual([
    'Look first',
    'Numbers',
    'Dates and times',
    'Excel',
    'Dialects of programs',
    'Around a table',
    'JSON documents',
    'Columns and keys as they come',
    'Connections',
  ]);
  const results = sections.map(({ blocks }) => blocks.filter(isResult).length);
  expect(Math.min(...results)).toBeGreaterThan(0);
});

const isResult = ({ language, name }: GuideBlock): boolean =>
  language === 'csv' || name === 'output';

it.each(sections.map(({ title, blocks }) => [title, blocks] as const))(
  '%s',
  async (_title, blocks) => {
    let shown: Shown | undefined;
    for (const block of blocks) {
      const { language, name, text } = block;
      if (language === 'sh') shown = await runAll(text);
      else if (isResult(block)) await expectShown(shown, block);
      else if (language === 'ts') await expectSameRows(text, shown);
      else await write(name, text);
    }
  },
);

async function write(name: string, text: string): Promise<void> {
  expect(name).toMatch(/^[\w-]+\.\w+$/);
  const content = name.endsWith('.xlsx') ? await drawWorkbook(text) : text;
  const isPlace = name === 'pg_service.conf';
  await writeFile(join(place.folder, name), isPlace ? ofThisServer(text) : content);
}

/** The same service, with the address of the test's server. */
function ofThisServer(service: string): string {
  const { hostname: host, port, username: user, password, pathname } = new URL(place.databaseUrl);
  const real: Readonly<Record<string, string>> = { host, port, user, dbname: pathname.slice(1) };
  const lines = service.replace(/^(\w+)=.*$/gm, (_, key: string) => `${key}=${real[key] ?? '?'}`);
  return `${lines}password=${decodeURIComponent(password)}\n`;
}

async function runAll(text: string): Promise<Shown> {
  let shown: Shown | undefined;
  for (const words of shellCommands(text)) {
    const at = words.indexOf('npx');
    const variables = words.slice(0, at).map((word): [string, string] => {
      const [name = '', ...value] = word.split('=');
      return [name, value.join('=')];
    });
    const env = { DATABASE_URL: place.databaseUrl, ...Object.fromEntries(variables) };
    expect(words[at + 1]).toBe('wdh');
    const args = words.slice(at + 2);
    const result = await wdh(args, { cwd: place.folder, env });
    expect(result).toMatchObject({ exitCode: 0 });
    shown = { result, table: args[args.indexOf('--into') + 1] ?? '' };
  }
  if (shown === undefined) throw new Error('A block has no command.');
  return shown;
}

/** The order of rows in a table is not defined. */
const sortedLines = (csv: string): string[] => csv.replace(/\r\n/g, '\n').split('\n').toSorted();

async function expectShown(shown: Shown | undefined, { name, text }: GuideBlock): Promise<void> {
  const { result, table } = shown ?? expect.fail('no command before');
  if (name === 'output') {
    expect(result.stdout).toContain(text);
    return;
  }
  const { stdout } = await place.run('sql', '--csv', `table ${table}`);
  expect(sortedLines(stdout)).toEqual(sortedLines(text));
}

/** The reader gives the values that the command loaded. */
async function expectSameRows(code: string, shown: Shown | undefined): Promise<void> {
  const { table } = shown ?? expect.fail('no command before');
  const reader = /= (\w+)\('([^']+)'/.exec(code);
  const [, maker = '', file = ''] = reader ?? [];
  const path = JSON.stringify(join(place.folder, file));
  const { source } = (await importModule(
    `import { ${maker} } from '@wdh/file-connector';\n${code.replace(`'${file}'`, path)}\nexport { source };`,
  )) as { readonly source: AsyncSource };
  const rows: Row[] = [];
  for await (const batch of source.read()) {
    expect(batch.rejected).toEqual([]);
    rows.push(...batch.rows);
  }
  const stored = await place.sql.unsafe(`table ${table}`).raw();
  expect(rows.map((row) => Object.values(row).map(textOf).map(comparable))).toEqual(
    stored.map((cells) => cells.map((cell: Buffer | null) => comparable(cell?.toString() ?? ''))),
  );
}

type Row = Readonly<Record<string, unknown>>;
interface AsyncSource {
  read(): AsyncIterable<{ readonly rows: readonly Row[]; readonly rejected: readonly unknown[] }>;
}

const textOf = (value: unknown): string =>
  value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);

/** Moments are compared whatever their offsets, and documents whatever their blanks. */
function comparable(text: string): string {
  if (text.startsWith('{')) return JSON.stringify(JSON.parse(text));
  if (!/^\d{4}-\d\d-\d\d[T ]\d\d:/.test(text)) return text;
  return new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')).toISOString();
}
