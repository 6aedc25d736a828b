import { readTransaction } from './transaction-callback.mjs';
import { variableOf } from './variable-of.mjs';

const methods = new Set(['begin', 'savepoint', 'transaction']);
const queryMethods = new Set(['unsafe', 'file']);
/** Expressions whose value is that of one of their parts. */
const transparent = new Set([
  'ArrayExpression',
  'ChainExpression',
  'ConditionalExpression',
  'LogicalExpression',
  'MemberExpression',
  'SpreadElement',
  'TSAsExpression',
  'TSSatisfiesExpression',
]);
/** Whether a query is awaited, passed to the caller or to a function, or part of another query. */
const handled = new Set([
  'ArrowFunctionExpression',
  'AwaitExpression',
  'ForOfStatement',
  'NewExpression',
  'ReturnStatement',
  'TemplateLiteral',
  'YieldExpression',
]);

/**
 * A query of postgres is sent only when it is awaited: a query that is never awaited never runs,
 * and the transaction commits without it.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const awaitTransactionQueries = {
  meta: {
    type: 'problem',
    docs: { description: 'Await every query of a transaction.' },
    schema: [],
    messages: {
      unawaited:
        'This query is not awaited, so it never runs and the transaction commits without it.',
    },
  },
  create(context) {
    const { sourceCode } = context;

    const isHandled = (node) => {
      const { parent } = node;
      if (handled.has(parent.type)) return true;
      if (parent.type === 'CallExpression') return parent.callee !== node || isHandled(parent);
      if (transparent.has(parent.type)) return isHandled(parent);
      if (parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier') {
        const reads =
          variableOf(sourceCode, parent.id)?.references.filter((use) => use.isRead()) ?? [];
        return reads.some((use) => isHandled(use.identifier));
      }
      return parent.type === 'AssignmentExpression' || parent.type === 'Property';
    };

    return {
      CallExpression(call) {
        const [parameter] = readTransaction(call, methods)?.callback.params ?? [];
        if (parameter?.type !== 'Identifier') return;
        const transaction = sourceCode
          .getDeclaredVariables(parameter.parent)
          .find(({ name }) => name === parameter.name);
        for (const { identifier } of transaction?.references ?? []) {
          const query = queryOf(identifier);
          if (query !== null && !isHandled(query)) {
            context.report({ node: query, messageId: 'unawaited' });
          }
        }
      },
    };
  },
};

/** Returns the query that begins with an identifier of a connection; null if there is none. */
function queryOf(identifier) {
  const { parent } = identifier;
  if (parent.type === 'TaggedTemplateExpression' && parent.tag === identifier) return parent;
  const isQueryCall =
    parent.type === 'MemberExpression' &&
    parent.object === identifier &&
    queryMethods.has(parent.property.name) &&
    parent.parent.type === 'CallExpression';
  return isQueryCall ? parent.parent : null;
}
