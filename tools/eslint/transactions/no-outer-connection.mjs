import { readTransaction } from './transaction-callback.mjs';
import { variableOf } from './variable-of.mjs';

/** Members that build a part of a query or describe the connection, without sending a query. */
const harmless = new Set(['array', 'json', 'options', 'parameters', 'typed', 'types']);

/**
 * The connection that begins a transaction is a pool: a query sent through it inside the callback
 * runs on another connection, outside of the transaction.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const noOuterConnection = {
  meta: {
    type: 'problem',
    docs: { description: 'Inside a transaction, use only its own connection.' },
    schema: [],
    messages: {
      escapes:
        '"{{name}}" runs outside of this transaction: use the connection that its callback receives.',
    },
  },
  create(context) {
    const { sourceCode } = context;
    /** Connections whose transaction encloses the current node, innermost last. */
    const outer = [];

    const isSame = (connection, node) =>
      connection.type === node.type &&
      (node.type === 'Identifier'
        ? connection.name === node.name &&
          variableOf(sourceCode, connection) === variableOf(sourceCode, node)
        : sourceCode.getText(connection) === sourceCode.getText(node));

    const check = (node) => {
      if (!outer.some(({ connection }) => isSame(connection, node))) return;
      if (sendsNothing(node)) return;
      context.report({ node, messageId: 'escapes', data: { name: sourceCode.getText(node) } });
    };

    const enter = (callback) => {
      const call = callback.parent;
      const found = call.type === 'CallExpression' ? readTransaction(call) : null;
      if (found?.callback === callback) outer.push(found);
    };
    const leave = (callback) => {
      if (outer.at(-1)?.callback === callback) outer.pop();
    };

    return {
      ArrowFunctionExpression: enter,
      'ArrowFunctionExpression:exit': leave,
      FunctionExpression: enter,
      'FunctionExpression:exit': leave,
      Identifier: check,
      MemberExpression: check,
    };
  },
};

/** Returns whether a connection is only referenced, or only used to build a query. */
function sendsNothing(node) {
  const { parent } = node;
  switch (parent.type) {
    case 'CallExpression':
      return parent.callee === node;
    case 'MemberExpression':
      return parent.property === node ? !parent.computed : harmless.has(parent.property.name);
    case 'Property':
      return parent.value !== node && !parent.computed;
    case 'TaggedTemplateExpression':
      return parent.parent.type === 'TemplateLiteral';
    default:
      return parent.type === 'TSTypeQuery';
  }
}
