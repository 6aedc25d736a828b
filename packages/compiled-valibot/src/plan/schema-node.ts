/** What valibot passes from node to node: a value, whether its type is right, and issues. */
export interface Dataset {
  value?: unknown;
  typed?: boolean;
  issues?: { readonly path?: readonly { readonly key?: unknown }[] }[] | undefined;
}

/** The configuration of a run of valibot, which sees only itself what is in it. */
export interface RunConfig {
  readonly abortEarly?: boolean | undefined;
  readonly abortPipeEarly?: boolean | undefined;
}

/**
 * A schema, an action or metadata of valibot, as far as it is read here. Which properties a node has
 * follows from its `kind` and `type`.
 */
export interface SchemaNode {
  readonly kind?: unknown;
  readonly type?: unknown;
  readonly async?: unknown;
  /** The function of valibot that made the node. */
  readonly reference?: unknown;
  readonly pipe?: readonly SchemaNode[];
  readonly entries?: Readonly<Record<string, SchemaNode>>;
  readonly item?: SchemaNode;
  readonly items?: readonly SchemaNode[];
  readonly rest?: SchemaNode;
  readonly key?: SchemaNode;
  readonly value?: SchemaNode;
  readonly wrapped?: SchemaNode;
  readonly options?: readonly unknown[];
  readonly default?: unknown;
  readonly fallback?: unknown;
  readonly literal?: unknown;
  readonly requirement?: unknown;
  readonly form?: unknown;
  readonly config?: unknown;
  readonly operation?: (value: unknown) => unknown;
  readonly '~run': (dataset: Dataset, config: RunConfig) => Dataset;
}

/** Returns whether a value has the shape of a node of valibot 1. */
export function isNode(value: unknown): value is SchemaNode {
  return (
    typeof value === 'object' &&
    value !== null &&
    '~run' in value &&
    typeof value['~run'] === 'function' &&
    'kind' in value &&
    'type' in value
  );
}

/** Returns what a pipe runs, in order: metadata does nothing. */
export function itemsOf(node: SchemaNode): readonly SchemaNode[] {
  return node.pipe?.filter(({ kind }) => kind !== 'metadata') ?? [node];
}
