/** A trade that a test invents. Price and quantity are in units of the eighth decimal. */
export interface InventedTrade {
  readonly id: bigint;
  readonly price: bigint;
  readonly quantity: bigint;
  /** Microseconds since 1970. */
  readonly time: bigint;
  readonly isBuyerMaker: boolean;
}

/** Noon of 2025-01-15 in microseconds. */
export const noon = 1_736_942_400_000_000n;

/** Invents trades; the same ones for the same number. */
export function inventTrades(count: number, firstId = 4_452_000_000n): readonly InventedTrade[] {
  let seed = 20n;
  const draw = (below: bigint): bigint => {
    seed = (seed * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) % 2n ** 64n;
    return (seed >> 20n) % below;
  };
  return Array.from({ length: count }, (_, at) => ({
    id: firstId + BigInt(at),
    price: 9_650_000_000_000n + draw(100_000_000_000n),
    quantity: 1n + draw(900_000_000n),
    time: noon + BigInt(at) * 1_000n,
    isBuyerMaker: draw(2n) === 1n,
  }));
}

/** Writes units of the eighth decimal as a decimal. */
export function decimal(units: bigint, decimals = 8): string {
  const digits = units.toString().padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

const amounts = ({ price, quantity }: InventedTrade): string =>
  `${decimal(price)},${decimal(quantity)}`;
const quote = ({ price, quantity }: InventedTrade): string =>
  decimal((price * quantity) / 100_000_000n);
const milliseconds = ({ time }: InventedTrade): string => (time / 1_000n).toString();
const word = (flag: boolean): string => (flag ? 'True' : 'False');

/** Lines of a spot file. */
export const spotLine = (trade: InventedTrade): string =>
  `${trade.id},${amounts(trade)},${quote(trade)},${trade.time},${word(trade.isBuyerMaker)},True`;

/** Lines of a USD-M file. */
export const usdmLine = (trade: InventedTrade): string =>
  `${trade.id},${amounts(trade)},${quote(trade)},${milliseconds(trade)},${trade.isBuyerMaker}`;

/** Lines of a USD-M file of aggregate trades, each of one trade. */
export const usdmAggLine = (trade: InventedTrade): string =>
  `${trade.id},${amounts(trade)},${trade.id},${trade.id},${milliseconds(trade)},${trade.isBuyerMaker}`;

/** Lines of a spot file of aggregate trades, each of one trade. */
export const spotAggLine = (trade: InventedTrade): string =>
  `${trade.id},${amounts(trade)},${trade.id},${trade.id},${trade.time},${word(trade.isBuyerMaker)},True`;

/** Messages of a stream; the event comes later than the trade. */
export const message = (trade: InventedTrade, symbol = 'BTCUSDT'): string =>
  `{"e":"trade","E":${trade.time / 1_000n + 7n},"s":"${symbol}","t":${trade.id},"p":"${decimal(trade.price)}","q":"${decimal(trade.quantity)}","T":${milliseconds(trade)},"m":${trade.isBuyerMaker},"M":true}`;

/** The same as a message of a combined stream. */
export const wrapped = (trade: InventedTrade): string =>
  `{"stream":"btcusdt@trade","data":${message(trade)}}`;

/** Objects of a REST answer. */
export const restObject = (trade: InventedTrade): string =>
  `{"id":${trade.id},"price":"${decimal(trade.price)}","qty":"${decimal(trade.quantity)}","quoteQty":"${quote(trade)}","time":${milliseconds(trade)},"isBuyerMaker":${trade.isBuyerMaker},"isBestMatch":true}`;

/** Lines of Kraken. */
export const krakenLine = (trade: InventedTrade): string =>
  `${amounts(trade)},${decimal(trade.time, 6)},${trade.isBuyerMaker ? 's' : 'b'},l,,${trade.id}`;
