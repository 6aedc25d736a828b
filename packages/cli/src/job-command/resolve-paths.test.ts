import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import type { CommandLine } from './command-line.js';
import { resolvePaths } from './resolve-paths.js';

const resolved = async (input: string): Promise<string | undefined> => {
  const typed: CommandLine = {
    request: { input },
    isQuiet: true,
    summaryFile: undefined,
    rejectsFile: undefined,
  };
  const { request } = await resolvePaths({ example: null }, typed);
  return request.input;
};

it('makes the path of the input absolute, and leaves the standard input and addresses', async () => {
  expect(await resolved('a.zip#b.csv')).toBe(resolve('a.zip#b.csv'));
  for (const input of ['-', 'https://example.org/a.csv?b=c', 's3://bucket/a.csv']) {
    expect(await resolved(input)).toBe(input);
  }
});
