import { Writable } from 'node:stream';
import winston from 'winston';
import { createLogging, registerSecret } from '../src/index.js';

const callsPerRound = 20_000;
const rounds = 15;

/** Discards the lines that it receives. */
const nowhere = (): Writable =>
  new Writable({
    write(_chunk, _encoding, done) {
      done();
    },
  });

const context = {
  domain: 'wildlife_strikes',
  executionId: '0b0c2f0e-6f0e-4f43-9d0c-0c2a3f1b7a11',
  step: 'validate',
  rowsIn: 1000,
  rowsOut: 998,
  durationMs: 12.5,
  isLast: false,
};

const bare = winston.createLogger({
  format: winston.format.combine(winston.format.timestamp(), winston.format.json()),
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- winston declares its transports as interfaces
  transports: [new winston.transports.Stream({ stream: nowhere() })],
});
const logger = createLogging({ stdout: nowhere() }).getLogger('bench');
const { domain, executionId, ...rest } = context;
const bound = logger.bind({ domain, executionId });
const nested = { ...rest, counts: { ok: 1, bad: [1, 2, 3] }, source: { name: 'a.csv', lines: 7 } };
const failure = { error: new Error('Loading failed', { cause: new Error('connection lost') }) };

const cases: Readonly<Record<string, () => void>> = {
  'bare winston, flat context': () => bare.info('pipeline.step.completed', { context }),
  'flat context': () => logger.info('pipeline.step.completed', context),
  'bound and flat context': () => bound.info('pipeline.step.completed', rest),
  'bare winston, nested context': () => bare.info('pipeline.step.completed', { context: nested }),
  'nested context': () => logger.info('pipeline.step.completed', nested),
  'error with cause': () => logger.error('load.failed', failure),
  'level not enabled': () => logger.debug('pipeline.step.completed', context),
};

async function nanosecondsPerCall(call: () => void): Promise<number> {
  const start = process.hrtime.bigint();
  for (let count = 0; count < callsPerRound; count += 1) call();
  const elapsed = Number(process.hrtime.bigint() - start);
  await new Promise(setImmediate);
  return elapsed / callsPerRound;
}

async function measure(title: string, entries: readonly (readonly [string, () => void])[]) {
  const times = new Map(entries.map(([name]) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round += 1) {
    // Interleaved, so that other load on the machine affects all of them equally.
    for (const [name, call] of entries) times.get(name)?.push(await nanosecondsPerCall(call));
  }
  console.log(`\n${title} (median of ${rounds} rounds of ${callsPerRound} calls)`);
  for (const [name, taken] of times) {
    const median = taken.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN;
    medians.set(name, median);
    console.log(`  ${name.padEnd(32)} ${Math.round(median).toString().padStart(7)} ns`);
  }
}

const medians = new Map<string, number>();

function printRatio(name: string, baseline: string): void {
  const ratio = (medians.get(name) ?? Number.NaN) / (medians.get(baseline) ?? Number.NaN);
  console.log(`  ${name} takes ${ratio.toFixed(2)} times ${baseline}`);
}

await measure('No secret registered', Object.entries(cases));
printRatio('bound and flat context', 'bare winston, flat context');
printRatio('nested context', 'bare winston, nested context');

for (const secret of ['correct horse battery', 's3cr3t-p@ssw0rd']) registerSecret(secret);
await measure('Two secrets registered', Object.entries(cases));
printRatio('bound and flat context', 'bare winston, flat context');
printRatio('nested context', 'bare winston, nested context');
