import { readPostmasterFile } from '../../src/processes/postmaster-file.js';

/** Returns the pid of the server of a cluster's folder. */
export async function serverPid(clusterFolder: string): Promise<number> {
  const file = await readPostmasterFile(`${clusterFolder}/data`);
  if (file === undefined) throw new Error(`no server in ${clusterFolder}`);
  return file.pid;
}
