import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readEnvironment } from '@wdh/config';
import { makeClone } from './new-clone.js';
import { packProgram } from './packed-program.js';
import { timeCommand } from './time-command.js';

/** A measured time beside its goal, in milliseconds. */
export interface StartFigure {
  readonly what: string;
  readonly unit: 'ms';
  /** The median. */
  readonly measured: number;
  readonly lowest: number;
  readonly highest: number;
  readonly atMost: number;
}

const workspace = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');
const example = join(workspace, 'apps/sample-job/data/wildlife-strikes.csv');

/** Measures how soon `wdh` answers, as npm installs it, and how long the first command of the README takes on a new clone. */
export async function startFigures(url: string, rounds: number): Promise<readonly StartFigure[]> {
  const env = { ...readEnvironment(), DATABASE_URL: url };
  const load = ['load', example, '--into', 'strikes', '--create', '--yes'];
  using program = packProgram(workspace);
  const wdh = (args: readonly string[]) =>
    timeCommand([process.execPath, program.path, ...args], { cwd: workspace, env });
  // The tables exist before anything is measured.
  await wdh(load);
  const commands = [['--help'], ['--version'], ['runs'], load];
  const answers = commands.map(([name = '']) => ({ name, all: [] as number[] }));
  const clones: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, args] of commands.entries()) answers[at]?.all.push((await wdh(args)).first);
    using clone = makeClone(workspace);
    const { DATABASE_URL: _, ...own } = clone.env;
    const command = ['npx', 'nx', 'run', 'sample-job:execute'];
    clones.push((await timeCommand(command, { cwd: clone.folder, env: own })).total);
  }
  return [
    ...answers.map(({ name, all }) => figureOf(`wdh ${name}, to its first output`, all, 300)),
    figureOf('npx nx run sample-job:execute on a new clone', clones, 15_000),
  ];
}

function figureOf(what: string, all: readonly number[], atMost: number): StartFigure {
  const sorted = all.map(Math.round).toSorted((a, b) => a - b);
  const at = (index: number): number => sorted.at(index) ?? Number.NaN;
  const measured = at(Math.floor(sorted.length / 2));
  return { what, unit: 'ms', measured, lowest: at(0), highest: at(-1), atMost };
}
