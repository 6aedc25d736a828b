import { execFile } from 'node:child_process';
// @module-tag full
import { createHash } from 'node:crypto';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleProgram } from '../../../../tools/vitest/bundle-program.js';
import { guideSections, shellCommands } from '../support/guide-sections.js';
import { wdh } from '../support/start-wdh.js';
import { useWorkplace } from '../support/use-workplace.js';

const root = new URL('../../../../', import.meta.url);
const sections = guideSections(await readFile(new URL('docs/guides/market-data.md', root), 'utf8'));
const place = useWorkplace();
const exchange = 'https://data.binance.vision';
let server: Server;
let address: string;
const archives = new Map<string, Buffer>();

beforeAll(async () => {
  // The jobs of this workspace, of which none is built.
  await bundleProgram(
    new URL('apps/wdh.config.ts', root),
    new URL(`file://${place.folder}/wdh.config.ts`),
    { external: ['@wdh/job', '@wdh/pipeline-core', '@wdh/warehouse-loader', 'drizzle-orm'] },
  );
  await symlink(fileURLToPath(new URL('node_modules', root)), join(place.folder, 'node_modules'));
  await mkdir(join(place.folder, 'archive'));
  for (const day of [16, 17, 18]) await pack(`BTCUSDT-trades-2025-01-${day}`, day);
  server = createServer(({ url = '' }, response) => {
    const content = archives.get(basename(url));
    response.writeHead(content === undefined ? 404 : 200).end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
});

/** Packs three trades of a day, as the exchange does; the first day is on its server too. */
async function pack(name: string, day: number): Promise<void> {
  const lines = [0, 1, 2].map((at) => {
    const time = BigInt(Date.UTC(2025, 0, day, 12)) * 1_000n + BigInt(at);
    return `${4_452_000_005 + (day - 16) * 3 + at},96518.54,0.1,9651.854,${time},True,True`;
  });
  const folder = join(place.folder, 'archive');
  const file = join(place.folder, `${name}.csv`);
  await writeFile(file, lines.join('\n'));
  const archive = join(folder, `${name}.zip`);
  await promisify(execFile)('python3', ['-m', 'zipfile', '-c', archive, file]);
  const content = await readFile(archive);
  const checksum = createHash('sha256').update(content).digest('hex');
  archives.set(`${name}.zip`, content);
  archives.set(`${name}.zip.CHECKSUM`, Buffer.from(`${checksum}  ${name}.zip\n`));
}

it('shows the output of each part', () => {
  const outputs = sections.map(({ blocks }) => blocks.filter(({ name }) => name === 'output'));
  const titles = sections.filter((_, at) => outputs[at]?.length === 0).map(({ title }) => title);
  expect(titles).toEqual(['Questions that come up']);
});

it.each(sections.map(({ title, blocks }) => [title, blocks] as const))(
  '%s',
  async (_title, blocks) => {
    let stdout = '';
    for (const { language, name, text } of blocks) {
      if (language === 'sh') stdout = await runAll(text);
      else if (name === 'output') expectShown(stdout, text);
      else if (name !== '') await writeFile(join(place.folder, name), text);
    }
  },
  120_000,
);

/** A part of the output is shown. */
function expectShown(stdout: string, text: string): void {
  expect(stdout).toContain(text);
}

/** Runs the commands of a block; returns what the last one printed. */
async function runAll(text: string): Promise<string> {
  let stdout = '';
  for (const [npx, command, ...args] of shellCommands(text)) {
    expect([npx, command]).toEqual(['npx', 'wdh']);
    const env = { DATABASE_URL: place.databaseUrl };
    const local = args.map((arg) => arg.replace(exchange, address));
    const result = await wdh(local, { cwd: place.folder, env });
    expect(result).toMatchObject({ exitCode: 0 });
    stdout = result.stdout.replaceAll('\r\n', '\n');
  }
  return stdout;
}
