import { existsSync, readdirSync } from 'node:fs';
import type { Resources } from './judge-soak.js';

const descriptorFolder = '/proc/self/fd';

/**
 * Returns the resources of this process; without `/proc`, the active resources of Node replace the
 * descriptors.
 */
export function processResources(): Omit<Resources, 'connections'> {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return {
    memoryBytes: heapUsed + external,
    descriptors: existsSync(descriptorFolder)
      ? readdirSync(descriptorFolder).length
      : process.getActiveResourcesInfo().length,
  };
}
