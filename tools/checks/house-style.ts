/**
 * Checks the house rules that a linter cannot check: names, sizes, wording, documents, lock file.
 */
import { reportFindings } from './finding.js';
import { houseRules } from './house-style/house-rules.js';
import { listWorkspaceFiles } from './workspace-files.js';
import { workspaceRoot } from './workspace-root.js';

const files = listWorkspaceFiles(workspaceRoot);
const findings = houseRules.flatMap((rule) =>
  rule
    .check(files)
    .map(({ message, ...rest }) => ({ ...rest, message: `[${rule.name}] ${message}` })),
);
reportFindings('House style', findings);
