import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listWorkspaceFiles } from '../workspace-files.js';
import { workspaceRoot } from '../workspace-root.js';
import { jobs } from './job-table.mjs';

const { scripts } = JSON.parse(readFileSync(join(workspaceRoot, 'package.json'), 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};
const { paths, read } = listWorkspaceFiles(workspaceRoot);
const workflows = paths.filter((path) => path.startsWith('.github/workflows/')).map(read);

/** Jobs that no workflow runs, each with the reason. */
const byHand = {
  pr: 'the jobs of validation run its checks one by one',
  full: 'the jobs of the full check run its checks one by one',
  'chaos-full': 'the weekly run takes the versions one by one',
};

describe('jobs', () => {
  it('leave at most twenty scripts for people, including one for each table', () => {
    expect(Object.keys(scripts).length).toBeLessThanOrEqual(20);
    expect(Object.keys(jobs).filter((script) => !(script in scripts))).toEqual([]);
  });

  it.each(Object.keys(jobs['ci'] ?? {}).filter((name) => !Object.hasOwn(byHand, name)))(
    'are run by a workflow: %s',
    (name) => {
      const command = new RegExp(`npm run ci -- ${name}(?![\\w-])`);
      expect(workflows.some((workflow) => command.test(workflow))).toBe(true);
    },
  );

  it('name existing files', () => {
    const files = Object.values(jobs)
      .flatMap((table) => Object.values(table).flat())
      .flatMap((command) => /tools\/\S+/.exec(command) ?? []);
    expect(files.filter((file) => !existsSync(join(workspaceRoot, file)))).toEqual([]);
  });
});
