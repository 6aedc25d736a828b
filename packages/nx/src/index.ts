export { type JobGeneratorOptions, jobGenerator } from './job-generator.js';
