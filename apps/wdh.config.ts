import { defineProject } from '@wdh/job';
import { wildlifeStrikes } from './sample-job/src/job.js';
import { binanceTrades, binanceUsdmTrades } from './trades-job/src/feeds.js';
import { tradesJob } from './trades-job/src/job.js';

/** The jobs and feeds of this workspace, which `npm run wdh` runs and captures by name. */
export default defineProject({
  jobs: [wildlifeStrikes, tradesJob],
  feeds: [binanceTrades, binanceUsdmTrades],
});
