// Checks the declarations of our packages, which `skipLibCheck` leaves out; what other packages'
// declarations get wrong is not ours.
import { spawnSync } from 'node:child_process';

const { status, stdout } = spawnSync(
  process.execPath,
  [
    'node_modules/typescript/bin/tsc',
    '-p',
    'tsconfig.nodenext.json',
    '--noEmit',
    '--skipLibCheck',
    'false',
  ],
  { encoding: 'utf8' },
);
const ours = stdout.split('\n').filter((line) => /^(node_modules\/@wdh\/|src\/)/.test(line));
if (status === null || ours.length > 0) {
  console.log(ours.join('\n'));
  process.exitCode = 1;
}
