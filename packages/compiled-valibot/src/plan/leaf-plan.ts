import type { ConversionPlan, SequencePlan, Template, TestPlan } from './plan.js';
import type { SchemaNode } from './schema-node.js';

/** The plan of a node without parts. */
export type LeafPlan = TestPlan | ConversionPlan | SequencePlan;

/** Makes the plan of a node; null where only valibot's own code will do. */
export type Rule = (node: SchemaNode) => LeafPlan | null;

/** The plan of what accepts everything and changes nothing. */
export const nothing: SequencePlan = { kind: 'sequence', plans: [] };

/** Makes the plan of a condition. */
export function test(passes: TestPlan['passes'], code?: Template): TestPlan {
  return { kind: 'test', passes, code };
}

/** Makes the plan of a conversion. */
export function conversion(convert: ConversionPlan['convert'], code?: Template): ConversionPlan {
  return { kind: 'conversion', convert, code };
}

/** Makes a rule whose plan does not depend on the node. */
export function always(plan: LeafPlan): Rule {
  return () => plan;
}
