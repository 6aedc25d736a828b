import { parseArgs } from 'node:util';
import { packageLayers } from '../eslint/module-boundaries.mjs';

/** What `npm run new:package` prints as its help. */
export const usage = `Usage: npm run new:package -- <name> <layer> ["What it does"]

Adds the package packages/<name>, which builds, lints, tests and publishes without changes.

  <layer>         ${packageLayers.join(', ')}
  --no-install    do not run npm install
  --help          print this`;

/** What a person asks for: a package, or the help. `problem` is what is wrong with the arguments. */
export type Asked =
  | {
      readonly name: string;
      readonly layer: string;
      readonly description: string;
      readonly installs: boolean;
    }
  | { readonly problem: string | null };

/** Reads the arguments of `npm run new:package`. */
export function readArguments(args: readonly string[]): Asked {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        install: { type: 'boolean', default: true },
        help: { type: 'boolean', short: 'h', default: false },
      },
      allowNegative: true,
    });
    if (values.help) return { problem: null };
    const [name, layer, description, ...others] = positionals;
    if (name === undefined || layer === undefined)
      return { problem: 'A name and a layer are needed.' };
    if (others.length > 0) return { problem: 'Put what the package does in quotes.' };
    return {
      name,
      layer,
      description: description ?? `The package ${name}`,
      installs: values.install,
    };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
