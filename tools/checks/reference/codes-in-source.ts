import ts from 'typescript';

/** A code in the source, with category and retry if they are in the same place. */
export interface CodeInSource {
  readonly code: string;
  readonly path: string;
  readonly category: string | null;
  readonly isRetryable: boolean | null;
}

/** Codes that begin with `ERR_` are Node's. */
const composed = /^(?!ERR_)[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;
const single = /^[A-Z]{4,}$/;
/** In a statement of SQL. */
const quoted = /'([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)'/g;

/**
 * Finds the error codes in the text of a source file: strings in upper snake case, also within SQL
 * statements, and single words in upper case that are assigned to `code`.
 */
export function codesInSource(path: string, text: string): readonly CodeInSource[] {
  const found: CodeInSource[] = [];
  const visit = (node: ts.Node, isCode: boolean): void => {
    const literal = textOf(node);
    if (literal !== null && (composed.test(literal) || (isCode && single.test(literal)))) {
      found.push({ code: literal, path, ...factsBeside(node) });
    }
    for (const [, code = ''] of templateTextOf(node).matchAll(quoted)) {
      found.push({ code, path, category: null, isRetryable: null });
    }
    const begins = ts.isPropertyAssignment(node) && node.name.getText() === 'code';
    ts.forEachChild(node, (child) => {
      visit(child, isCode || begins);
    });
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true), false);
  return found;
}

const textOf = (node: ts.Node): string | null => (ts.isStringLiteral(node) ? node.text : null);

function templateTextOf(node: ts.Node): string {
  return ts.isTemplateLiteralToken(node) ? node.text : '';
}

/** Category and retry in the same object (`{ code, category, isRetryable }`) or row of a table. */
function factsBeside(node: ts.Node): Pick<CodeInSource, 'category' | 'isRetryable'> {
  const { parent } = node;
  if (ts.isArrayLiteralExpression(parent) && parent.elements[0] === node) {
    const [, category, isRetryable] = parent.elements;
    return {
      category: category === undefined ? null : textOf(category),
      isRetryable: booleanOf(isRetryable),
    };
  }
  const none = { category: null, isRetryable: null };
  if (!ts.isPropertyAssignment(parent) || parent.name.getText() !== 'code') return none;
  const valueOf = (name: string): ts.Expression | undefined =>
    parent.parent.properties
      .filter((property) => ts.isPropertyAssignment(property))
      .find((property) => property.name.getText() === name)?.initializer;
  const category = valueOf('category');
  if (category === undefined) return none;
  const isRetryable = valueOf('isRetryable');
  return {
    category: textOf(category),
    isRetryable: isRetryable === undefined ? false : booleanOf(isRetryable),
  };
}

function booleanOf(node: ts.Node | undefined): boolean | null {
  if (node?.kind === ts.SyntaxKind.TrueKeyword) return true;
  return node?.kind === ts.SyntaxKind.FalseKeyword ? false : null;
}
