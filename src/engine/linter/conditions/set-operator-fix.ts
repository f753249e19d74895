import type { ConditionTest } from "../document/view.ts";
import { renameMember } from "../fixes.ts";
import type { Fix } from "../types.ts";

/** Renames the operator of a test, where no other key stands under it and the new name is free. */
export function renamedOperator(test: ConditionTest, name: string): Fix | undefined {
  const block = test.property.parent;
  if (block?.children?.length !== 1) return undefined;
  const condition = block.parent?.parent;
  const isTaken = condition?.children?.some(({ children }) => children?.[0]?.value === name);
  return isTaken ? undefined : renameMember(test.operatorAt, name);
}
