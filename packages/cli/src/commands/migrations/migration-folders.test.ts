import { expect, it } from 'vitest';
import { migrationFolders } from './migration-folders.js';

it('lists a folder of several jobs once, and keeps different folders of one name', () => {
  const shared = { name: 'sales', path: '/a' };
  const other = { name: 'sales', path: '/b' };
  const jobs = [{ migrations: [shared] }, { migrations: [{ ...shared }, other] }];
  expect(migrationFolders(jobs)).toEqual([shared, other]);
});
