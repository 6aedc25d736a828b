import { existsSync } from 'node:fs';
import { readEnvironment } from '@wdh/config';

/** Where systems install Chromium or Chrome. */
const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * Returns the program of Chromium: the one that `CHROMIUM_PATH` names, or one that is installed.
 *
 * @throws Error if `CHROMIUM_PATH` names no file.
 */
export function findChromium(environment = readEnvironment()): string | undefined {
  const { CHROMIUM_PATH: named = '' } = environment;
  if (named === '') return places.find((place) => existsSync(place));
  if (existsSync(named)) return named;
  throw new Error(`CHROMIUM_PATH names ${named}, which does not exist: correct it, or unset it.`);
}
