export { compiledValibot } from './compiled-valibot.js';
