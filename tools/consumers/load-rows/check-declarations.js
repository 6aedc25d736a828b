// Checks the declarations of our packages, which `skipLibCheck` omits; errors in the declarations
// of other packages are ignored.
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
