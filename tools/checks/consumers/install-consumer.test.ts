import { describe, expect, it } from 'vitest';
import { dependenciesOn } from './install-consumer.js';

const packages = [{ name: '@wdh/a', version: '1.2.3', tarball: '/t/a.tgz' }];

describe('dependenciesOn', () => {
  it('uses tarballs for packages that are not published', () => {
    expect(dependenciesOn(packages, false)).toEqual({ '@wdh/a': 'file:/t/a.tgz' });
  });

  it('uses versions for published packages', () => {
    expect(dependenciesOn(packages, true)).toEqual({ '@wdh/a': '1.2.3' });
  });
});
