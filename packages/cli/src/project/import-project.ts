import { pathToFileURL } from 'node:url';

/**
 * Imports the module of a project, which may be TypeScript, and returns its default export.
 *
 * From its sources, the command runs with a loader for TypeScript that also knows where our packages
 * are. Otherwise jiti compiles the project's own files, and they share our packages with the command,
 * wherever those are installed.
 */
export async function importProject(file: string): Promise<unknown> {
  if (import.meta.filename.endsWith('.ts')) {
    const module = (await import(pathToFileURL(file).href)) as { readonly default?: unknown };
    return module.default;
  }
  const { createJiti } = await import('jiti');
  // Its cache would be code in a folder for temporary files that other users can write to.
  const jiti = createJiti(file, { fsCache: false, virtualModules: await ownModules() });
  return jiti.import(file, { default: true });
}

/** The packages whose classes and functions a job must share with the command. */
async function ownModules(): Promise<Record<string, unknown>> {
  return {
    '@wdh/job': await import('@wdh/job'),
    '@wdh/pipeline-core': await import('@wdh/pipeline-core'),
    '@wdh/file-connector': await import('@wdh/file-connector'),
    '@wdh/warehouse-loader': await import('@wdh/warehouse-loader'),
  };
}
