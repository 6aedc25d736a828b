import type { InputStart } from '@wdh/job';
import type { Params } from '../params.js';
import { cannotRead } from './cannot-read.js';
import { parseTradeFileName, type TradeFileName } from './trade-file-name.js';

/**
 * Returns what the names of an input say: its own, and in an archive that of the file that is read.
 * A name that says nothing does not count. Returns null where none says something.
 *
 * @param params.symbol - Wins over the names, whose symbols may then differ.
 * @throws WdhError `TRADES_INPUT_UNCLEAR` (usage) where one name contradicts the other
 */
export function nameOfTrades(
  { name, member }: Pick<InputStart, 'name' | 'member'>,
  { symbol }: Pick<Params, 'symbol'>,
): TradeFileName | null {
  // An input that names its member has the name of the archive before a #.
  const names = member === undefined ? [name] : [...name.split('#'), member];
  const said = names.map(parseTradeFileName).filter((each) => each !== null);
  const [outer, inner] = [said.at(0), said.at(-1)];
  if (outer === undefined || inner === undefined) return null;
  const differing = differences(outer, inner).filter(
    (part) => part !== 'symbol' || symbol === undefined,
  );
  if (differing.length === 0) return inner;
  const isOnlySymbol = differing.join() === 'symbol';
  throw cannotRead(
    name,
    `the archive is named ${show(outer)}, and the file in it ${show(inner)}: they differ in the ${differing.join(' and the ')}`,
    `Unpack it, and pass the file under the name that is right${isOnlySymbol ? ', or give the parameter symbol' : ''}.`,
  );
}

function differences(outer: TradeFileName, inner: TradeFileName): readonly string[] {
  // A day is in its month.
  const isSamePeriod =
    outer.period.startsWith(inner.period) || inner.period.startsWith(outer.period);
  return [
    ...(outer.symbol.toUpperCase() === inner.symbol.toUpperCase() ? [] : ['symbol']),
    ...(outer.kind === inner.kind ? [] : ['kind']),
    ...(isSamePeriod ? [] : ['date']),
  ];
}

const show = ({ symbol, kind, period }: TradeFileName): string => `${symbol}-${kind}-${period}`;
