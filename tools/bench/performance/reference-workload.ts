import { createHash } from 'node:crypto';

const lines = Array.from({ length: 40_000 }, (_, index) => `${index},name ${index},${index / 8}`);

/**
 * A workload of a fixed size that uses none of our code: splits, converts, serialises and hashes
 * strings.
 */
export function referenceWorkload(): string {
  const hash = createHash('sha256');
  for (const line of lines) {
    const [id, name, amount] = line.split(',');
    hash.update(JSON.stringify({ id: Number(id), name, amount: Number(amount) }));
  }
  return hash.digest('hex');
}
