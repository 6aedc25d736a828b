import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for segments, and what is in it. */
export interface CapturePlace extends AsyncDisposable {
  readonly path: string;
  /** The names of the files of a part, in order. */
  files(part: string): Promise<readonly string[]>;
  /** The lines of the files of a part, in order. */
  lines(part: string): Promise<readonly string[]>;
}

/** Makes a place in the folder for temporary files. */
export async function makePlace(): Promise<CapturePlace> {
  const path = await mkdtemp(join(tmpdir(), 'wdh-capture-'));
  const files = async (part: string): Promise<readonly string[]> =>
    (await readdir(join(path, part))).toSorted();
  return {
    path,
    files,
    lines: async (part) => {
      const texts = (await files(part)).map((name) => readFile(join(path, part, name), 'utf8'));
      return (await Promise.all(texts)).flatMap((text) => text.split('\n').slice(0, -1));
    },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true }),
  };
}
