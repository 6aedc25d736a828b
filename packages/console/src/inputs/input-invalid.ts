import { Refusal } from '../http/refusal.js';

/** Creates the refusal of an input that a page must not choose. */
export function inputInvalid(problem: string): Refusal {
  return new Refusal(400, 'INPUT_INVALID', `The input ${problem}. Choose one of the list.`, {
    fields: { input: problem },
  });
}

/** Creates the refusal of an input that does not exist below its folder, or lies outside of it. */
export function inputNotFound(folder: string): Refusal {
  const problem = `is not below the folder "${folder}"`;
  return new Refusal(
    404,
    'INPUT_NOT_FOUND',
    `The input ${problem}: it may have been moved. Choose another.`,
    { fields: { input: problem } },
  );
}

/** Creates the refusal of a folder of the project that is not there. */
export function folderMissing(folder: string): Refusal {
  return new Refusal(
    404,
    'INPUT_FOLDER_MISSING',
    `The folder "${folder}" does not exist on the machine of the console. Create it, or correct inputs in wdh.config.ts.`,
  );
}
