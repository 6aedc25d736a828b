import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FaultTally, LoadCommand, type ModelFault } from '../../warehouse/load-command.js';
import { LoadModel, type ModelRecord } from '../../warehouse/load-model.js';
import { useWarehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const { numRuns = 100 } = fc.readConfigureGlobal();

const faults: readonly ModelFault[] = [
  'none',
  'source',
  ...(['cut', 'vanish'] as const).flatMap((kind) =>
    (['begin', 'write', 'commit', 'reply'] as const).map((at) => `${kind} at ${at}` as const),
  ),
];

/** Few keys and amounts, so that they repeat; refused rows have their own keys. */
const records: fc.Arbitrary<readonly ModelRecord[]> = fc
  .array(
    fc.record({
      kind: fc.oneof(
        { arbitrary: fc.constant('good' as const), weight: 8 },
        { arbitrary: fc.constantFrom('odd', 'extra', 'text', 'large'), weight: 1 },
      ),
      id: fc.nat(7),
      amount: fc.nat(2),
    }),
    { maxLength: 9 },
  )
  .map((list) =>
    list.map((record, index) =>
      record.kind === 'good' ? record : { ...record, id: 1_000 + index },
    ),
  );

function commandsOf(tally: FaultTally) {
  return fc
    .record({
      records: fc.oneof({ arbitrary: records, weight: 3 }, { arbitrary: fc.nat(9), weight: 1 }),
      mode: fc.constantFrom('append', 'upsert', 'insert_new', 'replace'),
      onRefusal: fc.constantFrom('fail', 'reject'),
      force: fc.boolean(),
      dryRun: fc.oneof({ arbitrary: fc.constant(false), weight: 4 }, fc.constant(true)),
      fault: fc.oneof(fc.constant('none' as const), fc.constantFrom(...faults)),
      isPatient: fc.boolean(),
    })
    .map((step) => new LoadCommand(step, tally));
}

async function emptied() {
  const { sql } = warehouse;
  await sql`drop table if exists items`;
  await sql`create table items (id int primary key, amount numeric(8, 2) check (amount < 1000))`;
  await sql`delete from pipeline_executions`;
  return { model: new LoadModel(), real: warehouse };
}

async function compare(runs: number, maxCommands: number, limitMs: number): Promise<FaultTally> {
  const tally: FaultTally = new Map();
  const commands = fc.commands([commandsOf(tally)], { maxCommands });
  // A failure prints the seed and the shortest sequence of loads that fails.
  await fc.assert(
    fc.asyncProperty(commands, (sequence) => fc.asyncModelRun(emptied, sequence)),
    // Earlier than the timeout of the test, which would not report the sequence.
    { numRuns: runs, interruptAfterTimeLimit: limitMs, markInterruptAsFailure: true },
  );
  return tally;
}

test('F02 random loads, duplicates, dry runs, faults, losses and reruns: table, rejects and record match a model', async () => {
  const tally = await compare(10, 8, 50_000);
  expect(tally.size).toBeGreaterThan(2);
});

test(
  'F02 random loads, duplicates, dry runs, faults, losses and reruns, in long sequences: table, rejects and record match a model',
  { tags: ['full'], timeout: 1_800_000 },
  async () => {
    const tally = await compare(Math.ceil(numRuns / 3), 25, 850_000);
    expect([...tally.keys()].toSorted()).toEqual(
      faults.filter((fault) => fault !== 'none').toSorted(),
    );
  },
);
