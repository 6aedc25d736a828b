import { join } from 'node:path';
import { endFolderName, stagedName } from './staged-name.js';

/** Where a file is put in the end. */
export type EndPlace = 'loaded' | 'failed';

/** The file of a run, by what its places depend on. */
export interface PlacedFile {
  readonly executionId: string;
  readonly name: Buffer;
}

/** The paths of a watched folder: all lie in it, so that a move is one step of one file system. */
export class WatchPlaces {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** The folder of the files that are loaded now. */
  get loading(): string {
    return join(this.folder, 'loading');
  }

  /** The folder of one file while it is loaded. */
  staging(executionId: string): string {
    return join(this.loading, executionId);
  }

  /** The file while it is loaded. */
  staged({ executionId, name }: PlacedFile): string {
    return join(this.staging(executionId), stagedName(name));
  }

  /** The file where it was dropped, as the input of a run. */
  dropped(name: Buffer): string {
    return join(this.folder, name.toString('utf8'));
  }

  /** The folder of one file when its run has ended. */
  ended(place: EndPlace, { executionId, name }: PlacedFile): string {
    return join(this.folder, place, endFolderName(name, executionId));
  }
}
