import { describe, expect, it } from 'vitest';
import { checks } from './check.js';
import { tiers } from './tier.js';
import { readVerifyOptions } from './verify-options.js';

const projects = [
  {
    name: 'config',
    folder: 'packages/config',
    isPublished: true,
    scripts: { test: 'vitest', 'test:chaos': 'vitest' },
  },
  {
    name: 'sample-job',
    folder: 'apps/sample-job',
    isPublished: false,
    scripts: { test: 'vitest', 'test:integration': 'vitest' },
  },
];
const read = (...args: readonly string[]) => readVerifyOptions(args, projects);
const namesOf = (...args: readonly string[]): readonly string[] => {
  const request = read(...args);
  return request.kind === 'run' ? request.checks.map(({ name }) => name) : [];
};

describe('readVerifyOptions', () => {
  it('selects the checks before a merge, in every project', () => {
    expect(read()).toMatchObject({ kind: 'run', folders: undefined, isBail: false });
    expect(namesOf().toSorted()).toEqual(tiers.merge.toSorted());
  });

  it('selects the checks of a tier, and one check by its name', () => {
    expect(namesOf('--tier', 'packages')).toEqual(['build', 'packages', 'consumers', 'release']);
    expect(namesOf('--tier', 'lint')).toEqual(['lint']);
    expect(namesOf('--only', 'unit,lint')).toEqual(['lint', 'unit']);
  });

  it('selects for a package the checks of its API and contents, and only the tests that it has', () => {
    const names = namesOf('--project', 'config');
    expect(names).toEqual(
      expect.arrayContaining(['style', 'lint', 'build', 'typecheck', 'api', 'packages', 'unit']),
    );
    expect(names).not.toContain('integration');
    expect(read('--project', 'config')).toMatchObject({ folders: ['packages/config'] });
  });

  it('selects for an app its integration tests, and no slow check of the whole workspace', () => {
    const names = namesOf('--project', 'sample-job');
    expect(names).toContain('integration');
    for (const slow of ['api', 'packages', 'consumers', 'boundaries', 'chaos', 'coverage']) {
      expect(names).not.toContain(slow);
    }
  });

  it('selects some checks of a project', () => {
    expect(namesOf('--project', 'config', '--only', 'lint')).toEqual(['lint']);
  });

  it.each([
    [
      ['--project', 'konfig'],
      'No project is called "konfig". The projects are: config, sample-job',
    ],
    [['--project', 'config', '--only', 'chaos'], 'No check of config is called chaos'],
    [['--project', 'config', '--tier', 'pr'], 'exclude each other'],
    [['--only', 'format,nothing'], 'No check or tier is called nothing'],
    [['--projekt', 'config'], "Unknown option '--projekt'"],
  ])('refuses %s', (args, text) => {
    expect(read(...args)).toEqual({
      kind: 'refuse',
      text: expect.stringContaining(text) as string,
    });
  });

  it('lists the checks, and the options with the names of the tiers', () => {
    expect(read('--list')).toMatchObject({
      kind: 'print',
      text: expect.stringMatching(
        new RegExp(`^format [^]*\n${String(checks.at(-1)?.name)} `),
      ) as string,
    });
    expect(read('--help')).toMatchObject({
      kind: 'print',
      text: expect.stringMatching(/--project NAME[^]*post-merge/) as string,
    });
  });
});
