/** Methods of a connection that run a callback inside a transaction. */
const transactionMethods = new Set(['begin', 'transaction']);

/**
 * Reads `connection.begin(callback)`, `connection.begin(options, callback)` and
 * `connection.transaction(callback)`, the calls of postgres and drizzle.
 *
 * @param {import('estree').CallExpression} call
 * @param {ReadonlySet<string>} methods
 * @returns The connection and the callback; null for any other call.
 */
export function readTransaction(call, methods = transactionMethods) {
  const { callee } = call;
  if (callee.type !== 'MemberExpression' || callee.computed) return null;
  if (!methods.has(callee.property.name)) return null;
  const callback = call.arguments.find((argument) =>
    ['ArrowFunctionExpression', 'FunctionExpression'].includes(argument.type),
  );
  return callback === undefined ? null : { connection: callee.object, callback };
}
