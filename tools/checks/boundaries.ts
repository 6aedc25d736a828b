/** Breaks each boundary once, in a copy of the workspace, and fails if its rule reports nothing. */
import { findSilentRules } from './boundaries/find-silent-rules.js';
import { copyWorkspace } from './boundaries/workspace-copy.js';
import { reportFindings } from './finding.js';
import { workspaceRoot } from './workspace-root.js';

const copy = copyWorkspace(workspaceRoot);
try {
  reportFindings('Rules that report nothing', await findSilentRules(copy.root));
} finally {
  copy.remove();
}
