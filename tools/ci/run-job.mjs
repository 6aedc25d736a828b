/**
 * Runs a job of the table by its name: `run-job.mjs ci static`. Without a name it lists the jobs.
 * Needs nothing but Node: some jobs run without npm ci.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { commandLine } from '../checks/jobs/command-line.mjs';
import { jobs } from '../checks/jobs/job-table.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');
const [script = 'ci', name, ...more] = process.argv.slice(2);
const table = jobs[script] ?? {};
const commands = Object.hasOwn(table, name ?? '') ? table[name] : undefined;

if (commands === undefined) {
  const isAsked = name === undefined || name === '--help';
  if (!isAsked) console.error(`"npm run ${script}" has no job "${name}".`);
  console.log(`npm run ${script} -- NAME [arguments], where NAME is one of:`);
  for (const [job, [...steps]] of Object.entries(table)) {
    console.log(`  ${job.padEnd(16)} ${steps.join(' && ')}`);
  }
  process.exitCode = isAsked ? 0 : 2;
}
for (const [index, command] of (commands ?? []).entries()) {
  const isLast = index === commands.length - 1;
  const { program, args, options } = commandLine(command, root, isLast ? more : []);
  const { status, error } = spawnSync(program, args, { ...options, stdio: 'inherit' });
  if (error !== undefined) console.error(`${program} did not start: ${error.message}`);
  if (status === 0) continue;
  process.exitCode = status ?? 1;
  break;
}
