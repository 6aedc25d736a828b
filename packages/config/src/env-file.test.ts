import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigurationError, type ConfigurationProblem } from './configuration-error.js';
import { readEnvFile } from './env-file.js';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wdh-config-'));
  path = join(folder, '.env');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function problemOf(content?: string | Buffer): ConfigurationProblem | undefined {
  if (content !== undefined) writeFileSync(path, content);
  try {
    readEnvFile(path);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems[0];
    throw error;
  }
  return undefined;
}

describe('readEnvFile', () => {
  it('reads assignments, comments, quotes, exports, a byte order mark and Windows line ends', () => {
    writeFileSync(path, '\uFEFFA=1\r\n# c\r\nexport B=\'x#y\'\r\nC="two words" # c\r\n\r\nD=\r\n');
    expect(readEnvFile(path)).toEqual({ A: '1', B: 'x#y', C: 'two words', D: '' });
  });

  it('reads nothing where there is no file', () => {
    expect(readEnvFile(path)).toEqual({});
  });

  it('reports the number of a line that is not an assignment, and quotes none of it', () => {
    const problem = problemOf('A=1\n  DATABASE_URL: postgres://u:canary@h/d\nB=2\n');
    expect(problem?.key).toBe(path);
    expect(problem?.action).toBe('Correct line 2, or make it a comment with #.');
    expect(JSON.stringify(problem)).not.toContain('canary');
  });

  it('refuses a file in another encoding', () => {
    expect(problemOf(Buffer.from('\uFEFFA=1', 'utf16le'))?.expected).toBe('text in UTF-8');
  });

  it('refuses a folder of that name', () => {
    mkdirSync(path);
    expect(problemOf()?.action).toContain('EISDIR');
  });
});
