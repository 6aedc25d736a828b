import { runJobCommand } from '@wdh/cli';
import { enrichmentJob } from './job.js';
import { registerPort } from './register/register-origin.js';
import { serveRegister } from './register/serve-register.js';

// The register of the example answers while the job runs, unless another process serves it already.
await serveRegister({ port: registerPort }).catch(() => undefined);
// All output is written by now; open handles must not keep the process alive.
process.exit(await runJobCommand(enrichmentJob));
