import { runStep } from '@wdh/pipeline-core/testing';
import { type RawTrade, toTrade, type ToTradeOptions, type Trade } from '../../src/index.js';

/** What the step made of rows. */
export interface ReadTrades {
  readonly trades: readonly Trade[];
  /** The issues of all rejected rows, as `field code`. */
  readonly issues: readonly string[];
  /** The messages of the rejected rows. */
  readonly messages: readonly string[];
  readonly filtered: number;
}

/** Reads raw rows by the step, as a job does. */
export async function readTrades(
  rows: readonly RawTrade[],
  options: ToTradeOptions = {},
): Promise<ReadTrades> {
  const { outputData, errors, rejectedRows, ledger } = await runStep(toTrade(options), rows);
  return {
    trades: outputData,
    issues: errors.map(({ field, code }) => `${field ?? ''} ${code}`),
    messages: rejectedRows.map(({ message }) => message),
    filtered: ledger.rowsFiltered,
  };
}

/** Reads one row that must be a trade. */
export async function readTrade(row: RawTrade, options: ToTradeOptions = {}): Promise<Trade> {
  const { trades, issues } = await readTrades([row], options);
  const [trade] = trades;
  if (trade === undefined) throw new Error(`no trade: ${issues.join(', ')}`);
  return trade;
}

/** Reads one row that must be rejected, and returns its issues as `field code`. */
export async function issuesOf(row: RawTrade, options: ToTradeOptions = {}) {
  const { trades, issues } = await readTrades([row], options);
  if (trades.length > 0) throw new Error('the row became a trade');
  return issues;
}
