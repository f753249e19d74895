export { deployedTexts } from "./drift/deployed-texts.ts";
export { driftOf, type PolicyDrift, type StatementDrift } from "./drift/drift.ts";
export { type ExportCommand, exportCommands } from "./export-commands.ts";
export { fillPlaceholders } from "./fill-placeholders.ts";
export { importText } from "./import-text.ts";
export type {
  Format,
  Imported,
  ImportedKey,
  ImportedLayer,
  ImportedPolicy,
  ImportedRole,
  Unresolved,
} from "./imported.ts";
export { layerAsPolicy, policyAsLayer } from "./layers/read-as.ts";
export { withLayerKind } from "./layers/titles.ts";
export { accountOfPolicy, type Match, matchPolicies } from "./match.ts";
export type { BlockingDeny, NewlyAllowedAbuse } from "./merge/effects.ts";
export {
  type MergeChoice,
  type Merged,
  type MergedDocument,
  type MergedStatement,
  mergeInSteps,
  mergePolicies,
} from "./merge/merge.ts";
export type { MergeProgress } from "./merge/without-redundant.ts";
export { ownersOfWholeRoles, withCompleteRoles } from "./owners-of-whole-roles.ts";
export type { ImportProblem } from "./problem.ts";
export { isKeyholeFile } from "./read/keyhole-text.ts";
export { type ImportSummary, summarizeImport } from "./targets/import-summary.ts";
export type { ReadTargets, TargetText } from "./targets/read-targets.ts";
export { readTargets } from "./targets/read-targets.ts";
export {
  type TargetCells,
  type TargetColumn,
  type TargetRow,
  targetColumns,
} from "./targets/row.ts";
export type { RowProblem, TargetDefaults } from "./targets/row-target.ts";
export {
  type CheckedRow,
  type ImportChoices,
  type RowState,
  type TargetsFrom,
  targetsFrom,
} from "./targets/targets-from.ts";
export { targetTemplate } from "./targets/template.ts";
export {
  type AccessRow,
  type ActionAccess,
  type Comparison,
  compareWithLeast,
  leastScenario,
} from "./tighten/compare.ts";
export type { Proposal } from "./tighten/proposal.ts";
export { type ImportedRolePolicies, proposeAnswers } from "./tighten/propose.ts";
export type { PolicyPlace } from "./tighten/role-access.ts";
export { whyUnusable } from "./volume/key-metadata.ts";
export { type KeyFacts, type ReadVolume, readVolume } from "./volume/read-volume.ts";
export { withFirstTargetIn, withKeyFacts } from "./volume/with-key-facts.ts";
export { whyNoDocument } from "./why-no-document.ts";
