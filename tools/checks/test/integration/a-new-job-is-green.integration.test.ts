// @module-tag full
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyWorkspace, type WorkspaceCopy } from '../../boundaries/workspace-copy.js';
import { listWorkspaceFiles } from '../../workspace-files.js';
import { workspaceRoot } from '../../workspace-root.js';

const lines = Array.from({ length: 40 }, (_, at) => {
  const month = String((at % 12) + 1).padStart(2, '0');
  return `${at},Port ${at},${at % 2 === 0},2024-${month}-01,${at}.50,${at % 3 === 0 ? '' : at * 7}`;
});
const ports = `Port ID,Name,Is Open,Since,Depth m,Berths\n${lines.join('\n')}\n`;

describe('wdh new job in this workspace', () => {
  let copy: WorkspaceCopy;
  let folder: string;
  let before: ReadonlyMap<string, string>;

  /** Runs a program in the copy, and returns its output; if it fails, the error contains it. */
  const run = (program: string, ...parts: readonly string[]): string => {
    const { status, stdout, stderr } = spawnSync(
      'env',
      ['NX_DAEMON=false', 'LOG_LEVEL=error', `node_modules/.bin/${program}`, ...parts],
      { cwd: copy.root, encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(`${program} ${parts.join(' ')}: ${stdout}${stderr}`);
    return stdout;
  };
  const wdh = (...parts: readonly string[]): string =>
    run('tsx', '--conditions=@wdh/source', 'packages/cli/src/main.ts', ...parts);

  const contents = (): ReadonlyMap<string, string> => {
    const { paths, read } = listWorkspaceFiles(copy.root);
    return new Map(paths.map((path) => [path, read(path)]));
  };
  const changed = (): readonly string[] => {
    const after = contents();
    return [...after.keys()].filter((path) => after.get(path) !== before.get(path));
  };

  beforeAll(() => {
    copy = copyWorkspace(workspaceRoot);
    folder = mkdtempSync(join(tmpdir(), 'wdh-ports-'));
    writeFileSync(join(folder, 'ports.csv'), ports);
    run('nx', 'sync');
    before = contents();
    wdh('new', 'job', 'ports', '--from', join(folder, 'ports.csv'));
  }, 600_000);

  afterAll(() => {
    copy.remove();
    rmSync(folder, { recursive: true });
  }, 180_000);

  it('touches the new application and the file of the project, and nothing else', () => {
    const outside = changed().filter((path) => !path.startsWith('apps/ports/'));
    expect(outside).toEqual(['apps/wdh.config.ts']);
    expect([...contents().keys()]).toEqual(expect.arrayContaining([...before.keys()]));
  });

  it('writes formatted files', () => {
    expect(() => run('prettier', '--check', 'apps/ports', 'apps/wdh.config.ts')).not.toThrow();
  });

  it('causes no finding of the house style', () => {
    const { stdout } = spawnSync('node_modules/.bin/tsx', ['tools/checks/house-style.ts'], {
      cwd: copy.root,
      encoding: 'utf8',
    });
    expect(stdout).toMatch(/: (?:nothing|\d+) found$/m);
    expect(stdout).not.toContain('apps/ports');
  });

  it('loads the file into a server of its own at once', () => {
    const outcome = wdh('run', 'ports', '--input', join(folder, 'ports.csv'), '--json');
    expect(JSON.parse(outcome)).toMatchObject({
      runs: [{ status: 'success', rows: { inserted: 40 } }],
    });
  }, 300_000);

  it('lints, compiles and passes its tests, once nx sync has listed it in tsconfig.json', () => {
    symlinkSync('../../apps/ports', join(copy.root, 'node_modules/@wdh/ports'));
    run('nx', 'sync');
    const outside = changed().filter((path) => !path.startsWith('apps/ports/'));
    expect(outside).toEqual(['apps/wdh.config.ts', 'tsconfig.json']);
    expect(() => {
      run('nx', 'run-many', '-p', 'ports', '-t', 'lint', 'typecheck', 'test', 'test:integration');
    }).not.toThrow();
  }, 900_000);
});
