/** Loaded before a program: tells at its end, on stderr, the most memory that it ever held, in KiB. */
import { readFileSync, writeSync } from 'node:fs';

// Linux counts into `maxRSS` what the parent held when it started the process, but not into VmHWM.
const ofLinux = () => Number(/VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]);

process.on('exit', () => {
  const peakKib = process.platform === 'linux' ? ofLinux() : process.resourceUsage().maxRSS;
  writeSync(2, `\npeak ${peakKib}\n`);
});
