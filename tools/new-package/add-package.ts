import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageLayers } from '../eslint/module-boundaries.mjs';
import { packageFiles } from './package-files.js';

const boundaries = 'tools/eslint/module-boundaries.mjs';
const architecture = 'docs/concepts/architecture.md';
const endOfExternals = '].map(([sourceTag, allowedExternalImports])';

/** Returns the problem with the name, the layer or the folder, or null. */
function problemOf(root: string, name: string, layer: string): string | null {
  if (!/^[a-z][a-z\d]*(-[a-z\d]+)*$/.test(name)) {
    return `"${name}" is not a valid package name: use lower-case words with hyphens, such as file-connector.`;
  }
  if (!packageLayers.includes(layer)) {
    return `"${layer}" is not a layer: use one of ${packageLayers.join(', ')}.`;
  }
  return existsSync(join(root, 'packages', name)) ? `packages/${name} already exists.` : null;
}

/**
 * Creates `packages/<name>`, adds it to the boundaries without any npm package, and lists it in its
 * layer on the page of the architecture.
 *
 * @throws Error with the problem of the name or the layer; nothing is written.
 */
export function addPackage(root: string, name: string, layer: string, description: string): void {
  const problem = problemOf(root, name, layer);
  if (problem !== null) throw new Error(problem);
  const { version } = JSON.parse(
    readFileSync(join(root, 'packages/pipeline-core/package.json'), 'utf8'),
  ) as { readonly version: string };
  const folder = join(root, 'packages', name);
  for (const [path, text] of packageFiles({ name, layer, description, version })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  const rules = readFileSync(join(root, boundaries), 'utf8');
  const entry = `  ['package:${name}', []],\n`;
  writeFileSync(join(root, boundaries), rules.replace(endOfExternals, `${entry}${endOfExternals}`));
  const page = readFileSync(join(root, architecture), 'utf8');
  writeFileSync(join(root, architecture), listInLayer(page, name, layer));
}

/** Adds a package to the row of its layer, whose second column lists the packages. */
function listInLayer(page: string, name: string, layer: string): string {
  return page.replace(
    new RegExp(`^(\\| ${layer} +\\| )(.+?)( *\\|)`, 'm'),
    (_, start: string, packages: string, end: string) =>
      `${start}${packages === 'none yet' ? '' : `${packages}, `}\`${name}\`${end}`,
  );
}
