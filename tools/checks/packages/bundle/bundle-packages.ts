/**
 * Bundles the built packages in place, before they are published: `tsx` runs it for `npm run release`,
 * in a clone that is deleted afterwards. A later build does not undo it: remove `dist` first.
 */
import { join } from 'node:path';
import { workspaceRoot } from '../../workspace-root.js';
import { publicPackages } from '../pack-packages.js';
import { bundlePackage } from './bundle-package.js';

for (const { name, folder } of publicPackages(workspaceRoot)) {
  if (await bundlePackage(join(workspaceRoot, folder))) console.log(`Bundled ${name}.`);
}
