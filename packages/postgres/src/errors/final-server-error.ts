/**
 * Parses the error with which the server ends a connection from the last data that it sent; null if
 * there is none. The driver drops that message when no query is running.
 *
 * @see https://www.postgresql.org/docs/current/protocol-error-fields.html
 */
export function finalServerErrorOf(data: Buffer): Error | null {
  const isErrorAlone =
    data.length > 5 && data[0] === 0x45 && data.readInt32BE(1) === data.length - 1;
  if (!isErrorAlone) return null;
  const fields = new Map(
    data
      .toString('utf8', 5)
      .split('\0')
      .map((field) => [field.slice(0, 1), field.slice(1)]),
  );
  const severity = fields.get('V');
  if (severity !== 'FATAL' && severity !== 'PANIC') return null;
  // In the driver's form, so that it is translated like any other error.
  const error = new Error(fields.get('M'));
  return Object.assign(error, { name: 'PostgresError', severity, code: fields.get('C') ?? '' });
}
