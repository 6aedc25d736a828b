import { InvalidArgumentError } from 'commander';

/** Adds `Column=date:DD.MM.YYYY` to the formats given so far; the reader checks the format. */
export function addCellFormat(
  text: string,
  given: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const match = /^(.+?)=((?:number|date|datetime):.+)$/s.exec(text);
  const [, column = '', format = ''] = match ?? [];
  if (match === null) {
    throw new InvalidArgumentError(
      'Expected a column and its format, such as "price=number:1.234,56" or "day=date:DD.MM.YYYY".',
    );
  }
  if (Object.hasOwn(given, column)) {
    throw new InvalidArgumentError(
      `The column ${JSON.stringify(column)} has two formats. Join them with " | ", as in "day=date:DD.MM.YYYY | date:YYYY-MM-DD".`,
    );
  }
  return { ...given, [column]: format };
}
