import type { Finding } from '../finding.js';
import { partPrefix } from './bundle/bundle-package.js';
import type { PackedPackage } from './pack-packages.js';

const entryPoints = ['.', './testing', './package.json'];
/** Code that needs an optional peer has an entry point of its own. */
const ofPeers: Readonly<Record<string, readonly string[]>> = { 'packages/budget': ['./redis'] };
const always = ['LICENSE', 'README.md', 'package.json', 'dist/index.js', 'src/index.ts'];
const page = 'dist/page/index.html';
const unwanted =
  /\.test(-d)?\.|^(test|bench|test-results|coverage)\/|\.tsbuildinfo$|tsconfig|vitest\./;

/**
 * Checks the contents of a package: one entry point, types, source maps with sources, and no tests.
 */
export function checkTarballContents({
  folder,
  exports,
  files,
}: Pick<PackedPackage, 'folder' | 'exports' | 'files'>): readonly Finding[] {
  const has = (path: string): boolean => files.includes(path);
  // Vite builds the page of the console: it has no sources of its own there.
  const compiled = files.filter((path) => /^dist\/(?!page\/).*\.js$/.test(path));
  const messages = [
    ...Object.keys(exports)
      .filter((entry) => ![...entryPoints, ...(ofPeers[folder] ?? [])].includes(entry))
      .map((entry) => `exports "${entry}": a package has one entry point, and ./testing`),
    ...[...always, ...(folder === 'packages/console' ? [page] : [])]
      .filter((path) => !has(path))
      .map((path) => `does not contain ${path}`),
    ...files.filter((path) => unwanted.test(path)).map((path) => `contains ${path}`),
    ...compiled.flatMap((path) => {
      // A part of a bundle has many sources, and the declarations are beside those.
      if (path.startsWith(`dist/${partPrefix}`)) {
        return has(`${path}.map`) ? [] : [`does not contain ${path}.map`];
      }
      const stem = path.slice(0, -'.js'.length);
      const source = `${stem.replace(/^dist\//, 'src/')}.ts`;
      if (!has(source))
        return [`contains ${path}, whose source ${source} does not exist: remove dist and build`];
      return ['.d.ts', '.d.ts.map', '.js.map']
        .map((ending) => stem + ending)
        .filter((sibling) => !has(sibling))
        .map((sibling) => `does not contain ${sibling}`);
    }),
  ];
  return messages.map((message) => ({ path: folder, message }));
}
