/** Loaded before a program: prints its peak memory in KiB on stderr when it ends. */
import { readFileSync, writeSync } from 'node:fs';

// On Linux, `maxRSS` includes the memory of the parent at the start of the process; VmHWM does not.
const ofLinux = () => Number(/VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]);

process.on('exit', () => {
  const peakKib = process.platform === 'linux' ? ofLinux() : process.resourceUsage().maxRSS;
  writeSync(2, `\npeak ${peakKib}\n`);
});
