import { SegmentFolder } from '../../src/index.js';

/** Opens a folder, and holds it until it is killed. */
const segments = await SegmentFolder.open({ path: process.argv[2] ?? '', feed: 'numbers' });
await segments.writer.write(['{"n":1}']);
process.stdout.write('holds\n');
setInterval(() => undefined, 1_000);
