/**
 * Packs every public package and checks its contents; `--project packages/x` checks one package.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { reportFindings } from './finding.js';
import { lintPackage } from './packages/lint-package.js';
import { packPackages } from './packages/pack-packages.js';
import { checkTarballContents } from './packages/tarball-contents.js';
import { workspaceRoot } from './workspace-root.js';

const { values } = parseArgs({ options: { project: { type: 'string' } } });
const folder = mkdtempSync(join(tmpdir(), 'wdh-packages-'));
try {
  const findings = [];
  for (const packed of await packPackages(workspaceRoot, folder, values.project)) {
    findings.push(...checkTarballContents(packed), ...(await lintPackage(workspaceRoot, packed)));
  }
  reportFindings('Packages', findings);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
