import { expect, test } from 'vitest';
import { isClusterEntry } from './cluster-folder.js';

test.each([
  'data',
  'data.new-123-0a1b2c3d',
  'data.new-123-0a1b2c3d.password',
  'server.123.log',
  'server.log',
  'door.123',
  'door.123.closing',
  'door.new.123',
  'released.123',
  'keep.123',
  'holder.123.0a1b2c3d',
  '.gitignore',
])('%s is allowed in the folder of a cluster', (name) => {
  expect(isClusterEntry(name)).toBe(true);
});

test.each(['package.json', 'PG_VERSION', 'base', 'database', 'data.csv', 'server.js'])(
  '%s makes a folder foreign',
  (name) => {
    expect(isClusterEntry(name)).toBe(false);
  },
);
