import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { nameModules } from './name-modules.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** A folder without a manifest is what a removed package left: ignored files of its build. */
const isPublic = (folder) =>
  existsSync(`${root}${folder}/package.json`) &&
  JSON.parse(readFileSync(`${root}${folder}/package.json`, 'utf8')).private !== true;
const packages = readdirSync(`${root}packages`)
  .map((name) => `packages/${name}`)
  .filter(isPublic);

/** The site of the public surface of every package: `npm run docs`. A warning fails it. */
export default {
  name: 'WorkDataHub',
  readme: `${root}tools/ci/site/front-page.md`,
  out: `${root}dist/site`,
  tsconfig: `${root}tools/ci/site/tsconfig.json`,
  entryPoints: packages
    .flatMap((folder) =>
      ['src/index.ts', 'src/testing/index.ts', 'src/redis/index.ts'].map(
        (file) => `${root}${folder}/${file}`,
      ),
    )
    .filter((path) => existsSync(path)),
  plugin: [nameModules],
  excludeInternal: true,
  excludePrivate: true,
  hideGenerator: true,
  treatWarningsAsErrors: true,
};
