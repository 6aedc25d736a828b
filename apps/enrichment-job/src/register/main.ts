import { registerPort } from './register-origin.js';
import { serveRegister } from './serve-register.js';

const { origin } = await serveRegister({ port: registerPort });
process.stdout.write(`The register of companies answers at ${origin}; Ctrl+C ends it.\n`);
