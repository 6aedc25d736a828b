import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { defineJob } from '../declare/define-job.js';
import { months } from '../partitions/months.js';
import { defineProject } from '../project/define-project.js';
import { csv } from '../sources/csv.js';
import { defineWatch, type WatchDeclaration } from './define-watch.js';

const people = defineJob({
  name: 'people',
  source: csv(),
  steps: (rows) => rows,
  into: 'public.people',
});
const annuity = defineJob({
  name: 'annuity',
  source: csv(),
  steps: (rows) => rows,
  into: 'public.annuity',
  params: v.object({ month: v.string() }),
});
const folder = '/srv/inbox';
const versions = /annuity_(?<month>\d{6})_V(?<version>\d+)\.csv/;

describe('defineWatch', () => {
  it('fills in what a watch leaves out', () => {
    const watch = defineWatch({ job: people, folder, pattern: '*.csv' });
    expect(watch).toMatchObject({
      ...{ name: 'people', folder, settleMs: 2_000, hasVersions: false },
      ...{ onSuccess: 'move', onFailure: 'move' },
    });
    expect(Object.isFrozen(watch)).toBe(true);
  });

  it.each([
    ['a.csv', true],
    ['-a b.csv', true],
    ['two\nlines.csv', true],
    ['😀.csv', true],
    ['a.csv.gz', false],
    ['.hidden.csv', false],
    ['a.CSV', false],
  ])('matches %j by a glob: %s', (name, isMatched) => {
    const watch = defineWatch({ job: people, folder, pattern: '*.csv' });
    expect(watch.match(name)).toEqual(isMatched ? {} : null);
  });

  it('takes the folder as a file URL', () => {
    const given = { job: people, folder: new URL('file:///srv/in%20box'), pattern: '*' };
    expect(defineWatch(given).folder).toBe('/srv/in box');
  });

  it.each(['/srv/inbox/', '/srv//inbox', new URL('file:///srv/inbox/')])(
    'knows a folder by one path, given as %s',
    (given) => {
      expect(defineWatch({ job: people, folder: given, pattern: '*' }).folder).toBe('/srv/inbox');
    },
  );

  it('matches whole names by a regular expression, and the same name twice', () => {
    const { match } = defineWatch({ job: annuity, folder, pattern: new RegExp(versions, 'gm') });
    const groups = { month: '202601', version: '2' };
    expect(match('annuity_202601_V2.csv')).toEqual(groups);
    expect(match('annuity_202601_V2.csv')).toEqual(groups);
    expect(match('annuity_202601_V2.csv\n')).toBeNull();
    expect(match('old annuity_202601_V2.csv')).toBeNull();
  });

  it('makes parameters, version and partition of the groups', () => {
    const watch = defineWatch({
      ...{ job: annuity, folder, pattern: versions },
      request: { mode: 'replace', params: { plan: 'a' } },
    });
    expect(watch.hasVersions).toBe(true);
    expect(watch.requestOf({ month: '202601', version: '2' })).toEqual({
      ...{ mode: 'replace', inputVersion: '2', params: { plan: 'a', month: '202601' } },
    });
    const parted = defineWatch({ job: people, folder, pattern: versions, partition: 'month' });
    expect(parted.requestOf({ month: '202601', version: '2' })).toEqual({
      ...{ partition: '202601', inputVersion: '2' },
    });
  });

  it('leaves out the group of an alternative that does not match', () => {
    const watch = defineWatch({ job: annuity, folder, pattern: /a(?:_(?<month>\d+))?\.csv/ });
    const groups = watch.match('a.csv');
    expect(groups).toEqual({});
    expect(watch.requestOf(groups ?? {})).toEqual({});
  });

  it('names every problem of a declaration', () => {
    const wrong = {
      ...{ name: 'My Watch', job: 'people', folder: 'inbox', pattern: 5 },
      ...{ settleMs: -1, onSuccess: 'delete', request: 1 },
    };
    // As it may come from JavaScript.
    const declare = () => defineWatch(wrong as unknown as WatchDeclaration);
    expect(declare).toThrow(
      expect.objectContaining({ code: 'WATCH_INVALID', category: 'usage' }) as Error,
    );
    expect(declare).toThrow(
      /watch "My Watch" is invalid: its name must .*; its job must .*; its folder must .*; its settleMs must .*; its onSuccess must .*; its request must .*; its pattern must/,
    );
  });

  it.each<[string, string | RegExp, RegExp]>([
    [
      'a partition without its group',
      /(?<version>\d)/,
      /no group month, which its partition names/,
    ],
    ['a partition of a glob', '*.csv', /no group month, which its partition names/],
    ['an expression as a text', '(?<month>x)', /is a text, which is a glob: write a regular exp/],
    ['a path', 'in/*.csv', /names, not paths/],
    [
      'a parameter that the job lacks',
      /(?<month>\d)(?<plan>x)/,
      /the group plan .* "people" has none/,
    ],
  ])('refuses %s', (_, pattern, message) => {
    const declare = () => defineWatch({ job: people, folder, pattern, partition: 'month' });
    expect(declare).toThrow(message);
  });
});

describe('a watch of a job with partitions', () => {
  const monthly = defineJob({
    name: 'monthly',
    source: csv(),
    steps: (rows) => rows,
    into: 'public.monthly',
    partitions: months({ from: '2026-01' }),
  });

  it('takes the partition from the name, with or without a hyphen', () => {
    const pattern = /m_(?<month>\d{4}-?\d\d)\.csv/;
    const watch = defineWatch({ job: monthly, folder, pattern, partition: 'month' });
    expect(watch.requestOf({ month: '202603' })).toEqual({ partition: '2026-03' });
    expect(watch.requestOf({ month: '2026-03' })).toEqual({ partition: '2026-03' });
  });

  it('needs a group for it', () => {
    expect(() => defineWatch({ job: monthly, folder, pattern: '*.csv' })).toThrow(
      'the job "monthly" has partitions, and its pattern has no group for them',
    );
  });
});

describe('the watches of a project', () => {
  const watch = defineWatch({ job: people, folder, pattern: '*.csv' });

  it('are found by name, and are none by default', () => {
    const { watches } = defineProject({ jobs: [people], watches: [watch] });
    expect([...watches]).toEqual([['people', watch]]);
    expect(defineProject({ jobs: [people] }).watches.size).toBe(0);
  });

  it('have names of their own, and jobs that are listed', () => {
    expect(() => defineProject({ jobs: [people], watches: [watch, watch] })).toThrow(
      'Two watches are called "people"',
    );
    expect(() => defineProject({ jobs: [], watches: [watch] })).toThrow(
      'The job "people" of the watch "people" is not listed: add it to the jobs.',
    );
    // As it may come from JavaScript.
    expect(() => defineProject({ jobs: [people], watches: [people as never] })).toThrow(
      'Its watches must be a list of what defineWatch returns.',
    );
  });
});
