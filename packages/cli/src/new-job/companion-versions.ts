import { ownVersion } from '../own-version.js';

/** The npm packages that a job uses beside ours, in the versions that this workspace is tested with. */
const companionVersions = {
  'drizzle-orm': '^0.45.4',
  valibot: '^1.5.0',
  '@types/node': '^20.19.43',
  typescript: '^6.0.3',
  vitest: '^4.1.12',
} as const;

/** Returns the versions that the package.json of a new job asks for; our packages share one. */
export function jobVersions(): Readonly<Record<string, string>> {
  const version = ownVersion();
  const own = ['@wdh/cli', '@wdh/job', '@wdh/local-postgres', '@wdh/pipeline-core'];
  return { ...companionVersions, ...Object.fromEntries(own.map((name) => [name, `^${version}`])) };
}
