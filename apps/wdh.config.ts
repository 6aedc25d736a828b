import { defineProject } from '@wdh/job';
import { enrichmentJob } from './enrichment-job/src/job.js';
import { wildlifeStrikes } from './sample-job/src/job.js';
import { binanceTrades, binanceUsdmTrades } from './trades-job/src/feeds.js';
import { tradesJob } from './trades-job/src/job.js';

/** The jobs, feeds and folders of this workspace, which `npm run wdh` runs, captures and shows. */
export default defineProject({
  jobs: [wildlifeStrikes, tradesJob, enrichmentJob],
  feeds: [binanceTrades, binanceUsdmTrades],
  // Below which the page of the console chooses files. The inbox is created where it is missing.
  inputs: [
    { folder: new URL('sample-job/data/', import.meta.url), name: 'sample data' },
    { folder: new URL('trades-job/data/', import.meta.url), name: 'trades data' },
    { folder: new URL('enrichment-job/data/', import.meta.url), name: 'companies' },
    { folder: new URL('../.wdh/inbox/', import.meta.url), name: 'inbox', uploads: true },
  ],
});
