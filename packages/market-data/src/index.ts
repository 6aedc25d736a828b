export { marketData } from './market-data.js';
