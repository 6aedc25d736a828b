import { rm } from 'node:fs/promises';
import type { TestProject } from 'vitest/node';
import { installProject } from './install-project.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of a project with this package installed. */
    readonly project: string;
  }
}

/** Installs the package once for all tests that need processes of their own. */
export async function setup(vitest: TestProject): Promise<() => Promise<void>> {
  const project = await installProject();
  vitest.provide('project', project);
  return () => rm(project, { recursive: true, force: true });
}
