import { closeSync, openSync, writeSync } from 'node:fs';

/** Writes a file of spot trades as Binance does: about 78 bytes a row, no header. */
export function writeTradesCsv(path: string, rowCount: number): void {
  const file = openSync(path, 'w');
  let text = '';
  let micros = 1_736_899_200_000_000;
  for (let row = 0; row < rowCount; row += 1) {
    micros += (row * 7919) % 86_000;
    const price = 97_234.5 + ((row * 31) % 10_000) / 100;
    const quantity = 0.00001 * (1 + ((row * 17) % 5000));
    const decimals = [price, quantity, price * quantity].map((value) => value.toFixed(8));
    const isMaker = row % 3 === 0 ? 'False' : 'True';
    text += `${4_359_867_654 + row},${decimals.join(',')},${micros},${isMaker},True\n`;
    if (text.length > 1_000_000) {
      writeSync(file, text);
      text = '';
    }
  }
  writeSync(file, text);
  closeSync(file);
}
