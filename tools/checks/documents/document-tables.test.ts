import { describe, expect, it } from 'vitest';
import { inMemoryFiles } from '../test/in-memory-files.js';
import { packageTable } from './package-table.js';
import { workflowTable } from './workflow-table.js';

describe('packageTable', () => {
  it('lists published packages by what their package.json says', () => {
    const files = inMemoryFiles({
      'packages/a/package.json': '{"name":"@wdh/a","description":"does a"}',
      'packages/b/package.json': '{"name":"@wdh/b","description":"does b","private":true}',
    });
    expect(packageTable(files).rows).toEqual([['[`@wdh/a`](packages/a)', 'does a']]);
  });
});

describe('workflowTable', () => {
  const rowsOf = (jobs: object): readonly (readonly string[])[] =>
    workflowTable(inMemoryFiles({ '.github/workflows/w.yml': JSON.stringify({ on: {}, jobs }) }))
      .rows;

  it('names the scripts and the limit of a job', () => {
    const steps = [{ uses: 'actions/checkout@1' }, { run: 'npm run ci -- unit --shard 1/2' }];
    expect(rowsOf({ unit: { steps, 'timeout-minutes': 5 } })).toEqual([
      ['[`w`](../../.github/workflows/w.yml)', '`unit`', '`ci -- unit`', '5 min'],
    ]);
  });

  it('names the actions of a job without a script', () => {
    const steps = [{ uses: 'actions/checkout@1' }, { uses: 'a/scan@1' }];
    expect(rowsOf({ scan: { steps, 'timeout-minutes': 5 } })[0]?.[2]).toBe('a/scan');
  });

  it('names the workflow that a job calls', () => {
    expect(rowsOf({ all: { uses: './.github/workflows/v.yml' } })[0]?.slice(2)).toEqual([
      '[`v`](../../.github/workflows/v.yml)',
      '',
    ]);
  });
});
