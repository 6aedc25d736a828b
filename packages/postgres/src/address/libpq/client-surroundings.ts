import { type ClientFiles, machineFiles } from './client-files.js';

/** What libpq reads besides a connection string: variables, files, and who runs the program. */
export interface ClientSurroundings {
  /** Variables by name; an empty one counts as not set. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly homeFolder: string;
  /** Name of the user in the operating system. */
  readonly userName: string;
  /** Default: the files of this machine. */
  readonly files?: ClientFiles | undefined;
}

/** Surroundings with their questions answered. */
export class Surroundings {
  readonly userName: string;
  readonly files: ClientFiles;
  readonly #given: ClientSurroundings;

  constructor(given: ClientSurroundings) {
    this.#given = given;
    this.userName = given.userName;
    this.files = given.files ?? machineFiles;
  }

  /** Returns a variable; undefined if it is empty. */
  variable(name: string): string | undefined {
    const value = this.#given.environment[name] ?? '';
    return value === '' ? undefined : value;
  }

  /** Returns the path of a file in the user's home. */
  atHome(name: string): string {
    return `${this.#given.homeFolder}/${name}`;
  }
}
