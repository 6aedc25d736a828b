import { expect, it } from 'vitest';
import { modulesOf } from '../support/loaded-modules.js';

/** What makes a start slow: the packages that work with files, settings, logs and databases. */
const heavy =
  /node_modules\/(?:winston|valibot|drizzle-orm|postgres|jiti|cli-table3|papaparse|iconv-lite)\/|\/packages\/(?:config|logging|runs|postgres|job|file-connector|warehouse-loader|local-postgres|migrations)\//;

it.each([
  ['wdh --help', ['--help'], /Usage: wdh/],
  ['the help of a command', ['runs', '--help'], /Usage: wdh runs/],
  ['a completion', ['completion', 'bash'], /complete -o default/],
])('%s appears without loading what the commands need', async (_name, args, text) => {
  const { stdout, modules } = await modulesOf(args);
  expect(stdout).toMatch(text);
  expect(modules).toContainEqual(expect.stringMatching(/node_modules\/commander\//));
  expect(modules.filter((path) => heavy.test(path))).toEqual([]);
});
