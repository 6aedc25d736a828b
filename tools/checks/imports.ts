/** Checks what only the whole import graph tells: cycles, and tests in production code. */
import { reportFindings } from './finding.js';
import { findImportProblems } from './imports/find-import-problems.js';
import { workspaceRoot } from './workspace-root.js';

reportFindings('Imports', await findImportProblems(workspaceRoot));
