const grouped = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });
const short = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });
const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** Writes a number with groups of three digits: `1,234,567`. */
export function formatQuantity(quantity: number): string {
  return grouped.format(quantity);
}

/** Writes a number for a narrow place: `1.2M`. */
export function formatShort(quantity: number): string {
  return short.format(quantity);
}

/** Writes a size: `1.4 MB`. */
export function formatSize(sizeBytes: number): string {
  let size = sizeBytes;
  let unit = 0;
  while (size >= 999.95 && unit < units.length - 1) {
    size /= 1_000;
    unit += 1;
  }
  return `${unit === 0 ? size : size.toFixed(1)} ${units[unit] ?? ''}`;
}

/** Writes a share from 0 to 1: `99.8 %`; never `100 %` for less than all, or `0 %` for more than none. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.1) return '< 0.1 %';
  if (percent < 100 && percent > 99.9) return '> 99.9 %';
  return `${Number(percent.toFixed(1))} %`;
}
