/** Asks the registry for known vulnerabilities of the dependencies; high and critical ones fail. */
import { spawnSync } from 'node:child_process';
import { notChecked } from '../checks/verify/run-check.js';
import { workspaceRoot } from '../checks/workspace-root.js';
import { judgeAudit } from './audit/judge-audit.js';

const { stdout } = spawnSync('npm', ['audit', '--json', '--audit-level=high'], {
  cwd: workspaceRoot,
  encoding: 'utf8',
});
const { outcome, text } = judgeAudit(stdout);
console.log(text);
if (outcome === 'refused') process.exitCode = 1;
if (outcome === 'not checked') process.exitCode = notChecked;
