export { type ExportCommand, exportCommands } from "./export-commands.ts";
export { filledFor } from "./fill.ts";
export { importText } from "./import-text.ts";
export type {
  BroughtKey,
  BroughtPolicy,
  BroughtRole,
  Format,
  Imported,
  ImportProblem,
  Unresolved,
} from "./imported.ts";
export { type Match, matchPolicies } from "./match.ts";
export type { Opened, Stop } from "./merge/effects.ts";
export {
  type MergeChoice,
  type Merged,
  type MergedDocument,
  type MergedStatement,
  mergePolicies,
} from "./merge/merge.ts";
export type { ReadTargets, TargetText } from "./targets/read-targets.ts";
export { readTargets } from "./targets/read-targets.ts";
export {
  type TargetCells,
  type TargetColumn,
  type TargetRow,
  targetColumns,
} from "./targets/row.ts";
export { summaryOf, type TakeSummary } from "./targets/take-summary.ts";
export {
  type CheckedRow,
  type RowState,
  type TakeChoices,
  type TargetsFrom,
  targetsFrom,
} from "./targets/targets-from.ts";
export { targetTemplate } from "./targets/template.ts";
export type { RowProblem, TargetDefaults } from "./targets/wanted.ts";
export {
  type AccessRow,
  type Comparison,
  compareAccess,
  type Extent,
  leastScenario,
} from "./tighten/compare.ts";
export type { Proposal } from "./tighten/proposal.ts";
export { type BroughtRolePolicies, proposeAnswers } from "./tighten/propose.ts";
export type { PolicyPlace } from "./tighten/role-access.ts";
export { whyNone } from "./why-none.ts";
