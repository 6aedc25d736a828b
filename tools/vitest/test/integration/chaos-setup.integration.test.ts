// @module-tag full
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { workspaceRoot } from '../../../checks/workspace-root.js';
import { environment } from '../../../ci/environment.js';

const config = `
  import { packageTests } from '${join(workspaceRoot, 'tools/vitest/package-tests.js')}';
  export default packageTests({ chaos: {} });
`;

describe('a file of chaos tests', () => {
  let root: string;

  beforeEach(() => {
    // Below the root, so that the installed packages are found.
    mkdirSync(join(workspaceRoot, 'test-results'), { recursive: true });
    root = mkdtempSync(join(workspaceRoot, 'test-results', 'chaos-setup-'));
    writeFileSync(join(root, 'vitest.config.ts'), config);
  });

  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  /** Runs one JavaScript test, and returns exit code and output. */
  function run(test: string) {
    mkdirSync(join(root, 'test/chaos/slow'), { recursive: true });
    const text = `import { expect, test } from 'vitest';\nlet runs = 0;\n${test}\n`;
    writeFileSync(join(root, 'test/chaos/slow/a.chaos.test.ts'), text);
    const args = ['vitest', 'run', '--project', 'chaos', '--root', root];
    const env = { PATH: environment['PATH'], CHAOS_SEED: '4711' };
    const { status, stdout, stderr } = spawnSync('npx', args, { cwd: root, env, encoding: 'utf8' });
    return { status, output: stdout + stderr };
  }

  it('prints the seed of a test that fails', () => {
    const { status, output } = run("test('N01 a: b', () => expect(1).toBe(2));");
    expect(status).toBe(1);
    expect(output).toContain('CHAOS_SEED=4711 repeats: N01 a: b');
  });

  it('does not print the seed if all tests pass', () => {
    const { status, output } = run("test('N01 a: b', () => expect(1).toBe(1));");
    expect(status).toBe(0);
    expect(output).not.toContain('CHAOS_SEED');
  });

  it('fails a test with retry', () => {
    const { status, output } = run(
      "test('N01 a: b', { retry: 2 }, () => expect((runs += 1)).toBe(2));",
    );
    expect(status).toBe(1);
    expect(output).toContain('A chaos test is never retried');
  });
});
