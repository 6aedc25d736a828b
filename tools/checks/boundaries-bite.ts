import { findToothlessRules } from './boundaries/find-toothless-rules.js';
/** Breaks each boundary once, in a copy of the workspace, and fails when its rule stays silent. */
import { copyWorkspace } from './boundaries/workspace-copy.js';
import { reportFindings } from './finding.js';
import { workspaceRoot } from './workspace-root.js';

const copy = copyWorkspace(workspaceRoot);
try {
  reportFindings('Toothless rules', await findToothlessRules(copy.root));
} finally {
  copy.remove();
}
