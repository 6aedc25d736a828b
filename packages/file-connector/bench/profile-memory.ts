import { profileFile } from '../src/index.js';

/** Profiles the file named by the argument and prints time, processor time and peak memory of this process. */
const started = performance.now();
const { rows, columns } = await profileFile(process.argv[2] ?? '');
const ms = (performance.now() - started).toFixed(0);
const { user, system } = process.cpuUsage();
const cpuMs = ((user + system) / 1000).toFixed(0);
const peakMb = (process.resourceUsage().maxRSS / 1024).toFixed(0);
const types = [...new Set(columns.map(({ type }) => type))].toSorted().join(', ');
console.log(`${ms} ms, ${cpuMs} ms of the processor, ${peakMb} MB for ${rows} rows: ${types}`);
