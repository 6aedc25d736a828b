import { describe, expect, it } from 'vitest';
import type { WatchedFile } from '../records/watched-file.js';
import { chooseFiles } from './choose-files.js';

let last = 0;

function file(series: string, inputVersion: string | null): WatchedFile {
  last += 1;
  return {
    ...{ fileId: String(last), executionId: `run-${last}`, name: Buffer.from('a') },
    ...{ version: { sizeBytes: '1', modifiedNs: '1' }, isKept: false, series, inputVersion },
    ...{ state: 'waiting', reason: null },
  };
}

describe('chooseFiles', () => {
  it('submits the newest version of each series, for which the older ones wait', () => {
    const [v9, v10, v8] = [file('jan', '9'), file('jan', '10'), file('jan', '8')];
    const february = file('feb', '1');
    const { submit, skip } = chooseFiles([v9, v10, february, v8], []);
    expect(submit).toEqual([v10, february]);
    expect(skip).toEqual([]);
    // It failed: the next one follows.
    expect(chooseFiles([v9, v8], []).submit).toEqual([v9]);
  });

  it('skips all older ones with the reason, once the newest is loaded', () => {
    const loaded = { series: 'jan', inputVersion: '10', executionId: 'earlier' };
    const [v9, v8] = [file('jan', '9'), file('jan', '8')];
    const { submit, skip } = chooseFiles([v9, v8], [loaded]);
    expect(submit).toEqual([]);
    expect(skip.map((one) => one.file)).toEqual([v9, v8]);
    expect(skip[0]?.reason).toBe(
      'Version 9 is older than version 10, which run earlier has loaded. Give it a higher version to load it.',
    );
  });

  it('skips what is older than a loaded version, and submits the same version again', () => {
    const loaded = { series: 'jan', inputVersion: '2', executionId: 'earlier' };
    const [old, same] = [file('jan', '1'), file('jan', '02')];
    expect(chooseFiles([old], [loaded]).skip[0]?.reason).toContain('run earlier has loaded');
    expect(chooseFiles([old, same], [loaded]).submit).toEqual([same]);
    expect(chooseFiles([file('feb', '1')], [loaded]).skip).toEqual([]);
  });

  it('submits one file of a series, the earliest, and lets the others wait', () => {
    const [first, second, same] = [file('a', null), file('a', null), file('b', '1')];
    const again = file('b', '1');
    expect(chooseFiles([first, second, same, again], [])).toEqual({
      ...{ submit: [first, same], skip: [] },
    });
  });
});
