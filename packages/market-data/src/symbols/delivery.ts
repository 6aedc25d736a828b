const endsInDelivery = /_(\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))$/;

/** Returns the day of delivery in the symbol of a future, such as 250328 of BTCUSDT_250328; otherwise null. */
export const deliveryOf = (symbol: string): string | null =>
  endsInDelivery.exec(symbol)?.[1] ?? null;
