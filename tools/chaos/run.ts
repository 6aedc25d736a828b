/** Runs the chaos tests: `npm run test:chaos -- --help`. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../checks/workspace-root.js';
import { compareGate, type GateList, listGate } from './gate/gate-list.js';
import { allowedSkips } from './report/allowed-skips.js';
import { type ChaosReport, isGreen } from './report/chaos-report.js';
import type { ChaosTest } from './report/chaos-test.js';
import { compareFaultTable } from './report/fault-table.js';
import { formatReport } from './report/format-report.js';
import { reportFolder } from './report/read-report.js';
import { renderHtml } from './report/render-html.js';
import { renderJson } from './report/render-json.js';
import { complainOfSkips, listSkips } from './report/skip.js';
import { type ChaosOptions, chaosUsage, parseChaosOptions } from './run/chaos-options.js';
import { listChaosProjects } from './run/chaos-projects.js';
import { runCommand } from './run/run-command.js';
import { runProject } from './run/run-project.js';

const gateFile = join(workspaceRoot, 'tools/chaos/gate/gate-tests.json');
const tableFile = join(workspaceRoot, 'docs/reference/fault-table.md');

async function run(options: ChaosOptions): Promise<ChaosReport> {
  const startedAt = new Date().toISOString();
  const start = performance.now();
  const { scope, seed, versions } = options;
  // Printed first, because a killed run prints no report.
  console.log(`Seed ${seed}: --seed ${seed} repeats what is random.`);
  const tests: ChaosTest[] = [];
  const problems: string[] = [];
  const runs = listChaosProjects(workspaceRoot).flatMap((project) =>
    // Without a server, one run is enough.
    (project.hasServer ? versions : versions.slice(0, 1)).map(
      (version) => [project, version] as const,
    ),
  );
  for (const [index, [project, version]] of runs.entries()) {
    const server = project.hasServer ? ` on PostgreSQL ${version}` : '';
    console.log(`\n${index + 1} of ${runs.length}: ${project.folder}${server}`);
    const read = await runProject(workspaceRoot, project, version, options);
    tests.push(...read.tests);
    problems.push(...read.problems);
  }
  const durationMs = performance.now() - start;
  if (tests.every(({ status }) => status === 'skipped')) problems.push('no test ran');
  const due = tests.filter(({ isFull }) => scope === 'all' || !isFull);
  const skips = listSkips(due, allowedSkips, process.platform);
  // The gate allows no skips; the list reports them.
  if (scope === 'all') problems.push(...complainOfSkips(skips));
  return { startedAt, durationMs, seed, versions, tests, skips, problems };
}

/** The list is compared only after a run of all categories. */
function judgeGate(options: ChaosOptions, report: ChaosReport): readonly string[] {
  if (options.scope !== 'smoke' || options.categories.length > 0) return [];
  if (options.isUpdate) {
    // If a file did not load, all of its tests would be removed from the list.
    if (report.problems.length > 0) return ['the list of the gate was not written'];
    writeFileSync(gateFile, `${JSON.stringify(listGate(report.tests), null, 2)}\n`);
    return [];
  }
  const list = JSON.parse(readFileSync(gateFile, 'utf8')) as GateList;
  const table = readFileSync(tableFile, 'utf8');
  return [
    ...compareGate(list, report.tests).map(
      (problem) => `${problem} (npm run test:chaos:smoke -- --update renews the list)`,
    ),
    ...compareFaultTable(table, report).map(
      (problem) =>
        `docs/reference/fault-table.md ${problem} (npm run renew -- fault-table renews it)`,
    ),
  ];
}

try {
  const options = parseChaosOptions(process.argv.slice(2));
  if (options === null) {
    console.log(chaosUsage);
  } else {
    // The tests of the apps start the built programs.
    const built = await runCommand(['npm', 'run', '--silent', 'build'], {
      cwd: workspaceRoot,
      isShown: true,
    });
    if (built !== 0) throw new Error('The build failed: npm run build');
    const ran = await run(options);
    const report = { ...ran, problems: [...ran.problems, ...judgeGate(options, ran)] };
    mkdirSync(reportFolder, { recursive: true });
    writeFileSync(join(reportFolder, 'report.json'), renderJson(report));
    writeFileSync(join(reportFolder, 'report.html'), renderHtml(report));
    console.log(`\n${formatReport(report)}`);
    if (!isGreen(report)) process.exitCode = 1;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
