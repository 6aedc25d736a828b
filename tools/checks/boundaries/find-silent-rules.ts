import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Finding } from '../finding.js';
import { findImportProblems } from '../imports/find-import-problems.js';
import { codeCases } from './code-cases.js';
import { importCases } from './import-cases.js';
import { judgeCases, type LintedCase } from './judge-cases.js';
import { judgeImportCases } from './judge-import-cases.js';
import { layerCases, probePackage } from './layer-cases.js';

/**
 * Writes every forbidden case into a copy of the workspace and returns the rules that do not report
 * theirs. The copy cannot be used afterwards.
 */
export async function findSilentRules(copyRoot: string): Promise<readonly Finding[]> {
  return [...(await judgeImports(copyRoot)), ...(await judgeLint(copyRoot))];
}

async function judgeImports(root: string): Promise<readonly Finding[]> {
  for (const { files } of importCases) {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  }
  return judgeImportCases(importCases, await findImportProblems(root));
}

async function judgeLint(root: string): Promise<readonly Finding[]> {
  const nxJson = join(root, 'nx.json');
  const settings = JSON.parse(readFileSync(nxJson, 'utf8')) as object;
  writeFileSync(nxJson, JSON.stringify({ ...settings, useDaemonProcess: false }));
  await addProbePackage(root);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', 'tools/checks/boundaries/lint-cases.ts'],
    { cwd: root, maxBuffer: 2 ** 26 },
  );
  const linted = JSON.parse(stdout) as LintedCase[];
  return judgeCases([...layerCases, ...codeCases], linted);
}

/** Adds the probe package as a person does, by the program of the copy. */
async function addProbePackage(root: string): Promise<void> {
  const program = pathToFileURL(join(root, 'tools/new-package/add-package.ts')).href;
  const { addPackage } = (await import(program)) as {
    addPackage: (root: string, name: string, layer: string, description: string) => void;
  };
  const { name, layer } = probePackage;
  addPackage(root, name, layer, 'A package of a layer');
  symlinkSync(join('..', '..', 'packages', name), join(root, 'node_modules', '@wdh', name));
}
