export { queue } from './queue.js';
