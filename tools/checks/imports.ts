/** Checks what only the whole import graph tells: cycles, dead files, undeclared dependencies. */
import { reportFindings } from './finding.js';
import { findImportProblems } from './imports/find-import-problems.js';
import { workspaceRoot } from './workspace-root.js';

reportFindings('Imports', await findImportProblems(workspaceRoot));
