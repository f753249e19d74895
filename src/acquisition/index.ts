export { type Answered, answerRequest, remediesIfSilent } from "./answer-request.ts";
export {
  type AccessBeyond,
  accessBeyond,
  type KeyAccess,
  type KeyAccessRow,
  type RoleBeyond,
} from "./beyond/beyond.ts";
export type { AllowedRow } from "./changes/allowed-row.ts";
export {
  type Changes,
  changesBetween,
  type PolicyChanges,
  type TextsById,
  withTexts,
} from "./changes/changes.ts";
export { type CheckedClaim, isLeftOpen } from "./claims/claim.ts";
export { claimsInSteps, runClaims } from "./claims/run-claims.ts";
export {
  createDocumentIndexCache,
  type DecisionOptions,
  type DocumentIndexCache,
} from "./document-index.ts";
export { type Explanation, explainRequest, type RequestPlace } from "./explain-request.ts";
export { type KnownKey, knownKeys, lacksKey } from "./known-key.ts";
export type { EndpointDocument, GrantList, LayerDocument, Layers } from "./layers/layers.ts";
export { grantsIn, layersFrom } from "./layers/layers-from.ts";
export { lintOptions } from "./lint-options.ts";
export { platformPart } from "./parts.ts";
export {
  canChoose,
  chooseMitigation,
  type Mitigation,
  type MitigationId,
} from "./probes/mitigation.ts";
export type { Probe, ProbeState } from "./probes/probe.ts";
export { runBeyondList, runProbes } from "./probes/run-probes.ts";
export type { DecidedRequest, StatementPlace, Why } from "./question.ts";
export { checkRegions, type RegionCheck } from "./region-check.ts";
export type { Remedy } from "./remedy.ts";
export { carriedBy, ec2GrantContext, exampleVolume, ownOrganization } from "./requests.ts";
export { isOwnAccount, propertiesOfRole, roleOfPrincipal, rolesOf } from "./role-in-question.ts";
export { type ReadyRules, readyRules } from "./rules/ready-rules.ts";
export {
  type ActionGroup,
  actionGroupOf,
  actionGroups,
  conditionWords,
  principalWords,
  ruleSentence,
} from "./rules/rule-sentence.ts";
export { isAskedInRun, runAcquisition, sourceIdOf, stepsAbout } from "./run-acquisition.ts";
export { type PartRun, type RunByPart, runByPart } from "./run-by-part.ts";
export type { ScenarioDocument } from "./scenario-document.ts";
export { type Step, type StepKind, type StepRequest, type StepState, worstOf } from "./step.ts";
export { isCounted, type Summary, summarise, summariseParts } from "./summary.ts";
