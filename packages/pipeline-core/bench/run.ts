/** Runs all benchmarks and prints the figures. With `--check`, fails where a figure exceeds its limit. */
import { isWithinLimit, printFigures } from './figure.js';
import { frameworkCost } from './framework-cost.js';
import { memory } from './memory.js';
import { noOpDataFrameStep } from './no-op-data-frame-step.js';
import { validateRowsCost } from './validate-rows-cost.js';

const figures = [
  ...(await frameworkCost()),
  ...(await noOpDataFrameStep()),
  ...(await validateRowsCost()),
  ...(await memory()),
];
printFigures(figures);
if (process.argv.includes('--check') && !figures.every(isWithinLimit)) process.exitCode = 1;
