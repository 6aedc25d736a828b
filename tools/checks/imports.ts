/** Checks the whole import graph: cycles, and tests in production code. */
import { reportFindings } from './finding.js';
import { findImportProblems } from './imports/find-import-problems.js';
import { workspaceRoot } from './workspace-root.js';

reportFindings('Imports', await findImportProblems(workspaceRoot));
