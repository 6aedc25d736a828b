/* eslint n/no-process-env: off -- it runs inside the job, before it */
/**
 * Loaded before the job: leaves only the given number of descriptors when the job prints the word.
 */
import { closeSync, openSync } from 'node:fs';

const word = process.env.TAKE_DESCRIPTORS_AT;
const left = Number(process.env.DESCRIPTORS_LEFT);
const write = process.stdout.write.bind(process.stdout);
const taken = [];
process.stdout.write = (text, ...others) => {
  if (taken.length === 0 && String(text).includes(word)) take();
  return write(text, ...others);
};

function take() {
  try {
    for (;;) taken.push(openSync('/dev/null'));
  } catch {
    for (const descriptor of taken.splice(0, left)) closeSync(descriptor);
    write(`{"event":"descriptors.taken","count":${taken.length}}\n`);
  }
}
