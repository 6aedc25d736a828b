import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { copyWorkspace, type WorkspaceCopy } from '../../boundaries/workspace-copy.js';
import { checks } from '../../verify/check.js';
import { workspaceRoot } from '../../workspace-root.js';

const [everything = '', production = ''] =
  checks.find(({ name }) => name === 'unused')?.commands ?? [];
const connector = 'packages/file-connector';

describe('knip', () => {
  let copy: WorkspaceCopy;
  const written: string[] = [];

  beforeAll(() => {
    copy = copyWorkspace(workspaceRoot);
  });

  afterEach(() => {
    for (const path of written.splice(0)) rmSync(join(copy.root, path));
  });

  afterAll(() => {
    copy.remove();
  });

  const write = (path: string, text: string): void => {
    written.push(path);
    writeFileSync(join(copy.root, path), text);
  };
  const run = (command: string) => {
    const [program = '', ...args] = command.split(' ');
    const { status, stdout, stderr } = spawnSync(
      join(copy.root, 'node_modules/.bin', program),
      args,
      { cwd: copy.root, encoding: 'utf8' },
    );
    return { status, output: `${stdout}${stderr}` };
  };

  it('finds a program of the tools that nothing runs, and an export that nothing imports', () => {
    write('tools/ci/forgotten.ts', 'console.log(1);\n');
    write('tools/ci/half-used.ts', 'export const used = 1;\nexport const spare = 2;\n');
    write('tools/ci/half-used.test.ts', "import { used } from './half-used.js';\nused;\n");
    const { status, output } = run(everything);
    expect(status).toBe(1);
    expect(output).toContain('tools/ci/forgotten.ts');
    expect(output).toContain('spare');
    expect(output).not.toMatch(/\bused {2}/);
  });

  it('finds a dependency that nothing imports', () => {
    const path = join(copy.root, 'packages/config/package.json');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace('"valibot":', '"winston": "^3.0.0",\n    "valibot":'));
    const { status, output } = run(everything);
    writeFileSync(path, text);
    expect([status, output]).toEqual([1, expect.stringContaining('winston')]);
  });

  it('finds a file of a package that only its test imports', () => {
    write(`${connector}/src/forgotten.ts`, 'export const forgotten = 1;\n');
    write(`${connector}/src/forgotten.test.ts`, "import './forgotten.js';\n");
    expect(run(production)).toEqual({
      status: 1,
      output: expect.stringContaining(`${connector}/src/forgotten.ts`) as string,
    });
  });

  it.each(['valibot', 'vitest'])('finds a package that only others declare: %s', (name) => {
    const index = join(copy.root, connector, 'src/index.ts');
    const text = readFileSync(index, 'utf8');
    writeFileSync(index, `${text}import '${name}';\n`);
    const { status, output } = run(production);
    writeFileSync(index, text);
    expect([status, output]).toEqual([1, expect.stringMatching(`Unlisted[^]*${name}`)]);
  });
});
