import { join } from 'node:path';

/** Returns the path of a file whose name may be any bytes. */
export function pathIn(folder: string, name: Buffer, ending = ''): Buffer {
  return Buffer.concat([Buffer.from(join(folder, '/')), name, Buffer.from(ending)]);
}
