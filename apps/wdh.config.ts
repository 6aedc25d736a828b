import { defineProject } from '@wdh/job';
import { wildlifeStrikes } from './sample-job/src/job.js';
import { tradesJob } from './trades-job/src/job.js';

/** The jobs of this workspace, which `npm run wdh` runs by name. */
export default defineProject({ jobs: [wildlifeStrikes, tradesJob] });
