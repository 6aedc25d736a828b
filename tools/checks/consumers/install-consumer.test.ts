import { describe, expect, it } from 'vitest';
import { dependenciesOn } from './install-consumer.js';

const packages = [{ name: '@wdh/a', version: '1.2.3', tarball: '/t/a.tgz' }];

describe('dependenciesOn', () => {
  it('names the tarballs of what is not published yet', () => {
    expect(dependenciesOn(packages, false)).toEqual({ '@wdh/a': 'file:/t/a.tgz' });
  });

  it('names the versions of what is', () => {
    expect(dependenciesOn(packages, true)).toEqual({ '@wdh/a': '1.2.3' });
  });
});
