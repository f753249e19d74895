export { type Answered, answerRequest, remediesIfSilent } from "./any-request/answer-request.ts";
export {
  type CallDecider,
  createCallDecider,
  type DecidedCall,
  isEc2Infrastructure,
  type MadeGrant,
} from "./any-request/call-decider.ts";
export {
  type Explanation,
  explainRequest,
  type RequestPlace,
} from "./any-request/explain-request.ts";
export { type KnownKey, knownKeys, lacksKey } from "./any-request/known-key.ts";
export { type CheckedClaim, isLeftOpen } from "./claims/claim.ts";
export { claimsInSteps, runClaims } from "./claims/run-claims.ts";
export type { AllowedRow } from "./comparisons/allowed-row.ts";
export {
  type AccessBeyond,
  accessBeyond,
  type KeyAccess,
  type KeyAccessRow,
  type RoleBeyond,
} from "./comparisons/beyond.ts";
export {
  type Changes,
  changesBetween,
  type PolicyChanges,
  type TextsById,
  withTexts,
} from "./comparisons/changes.ts";
export { requestAt } from "./decisions/moment.ts";
export type { DecidedRequest, StatementPlace, Why } from "./decisions/policy-check.ts";
export { nameOfTime, timesAsked } from "./decisions/times-asked.ts";
export {
  createDocumentIndexCache,
  type DecisionOptions,
  type DocumentIndexCache,
} from "./documents/document-index.ts";
export { lintOptions } from "./documents/lint-options.ts";
export type { ScenarioDocument } from "./documents/scenario-document.ts";
export { createJoiningPolicies, type JoiningPolicies } from "./layers/joining-policies.ts";
export {
  type EndpointDocument,
  type GrantList,
  type LayerDocument,
  type Layers,
  layerIndexOf,
} from "./layers/layers.ts";
export { grantsIn, layersFrom } from "./layers/layers-from.ts";
export { policiesOfLayers } from "./layers/policies-of-layers.ts";
export { type OtherUserRun, runOtherUsers } from "./other-users/run-other-users.ts";
export { platformPart } from "./parts.ts";
export {
  canChoose,
  chooseMitigation,
  type Mitigation,
  type MitigationId,
} from "./probes/mitigation.ts";
export type { Probe, ProbeState } from "./probes/probe.ts";
export { runAdministration, runBeyondList, runProbes } from "./probes/run-probes.ts";
export type { Remedy } from "./remedies/remedy.ts";
export { exampleVolume } from "./requests/example-ids.ts";
export { isStandIn } from "./requests/requested-key.ts";
export { carriedBy, ec2GrantContext, ownOrganization } from "./requests/requests.ts";
export { isOwnAccount, propertiesOfRole, roleOfPrincipal, rolesOf } from "./requests/roles.ts";
export { resultOf } from "./result-of.ts";
export { type ReadyRules, readyRules } from "./rules/ready-rules.ts";
export {
  type ActionGroup,
  actionGroupOf,
  actionGroups,
  conditionWords,
  principalWords,
  ruleSentence,
} from "./rules/rule-sentence.ts";
export { type PartRun, type RunByPart, runByPart } from "./run-by-part.ts";
export { checkRegions, type RegionCheck } from "./steps/region-check.ts";
export { isAskedInRun, runAcquisition, sourceIdOf, stepsAbout } from "./steps/run-acquisition.ts";
export {
  type Step,
  type StepKind,
  type StepRequest,
  type StepState,
  worstOf,
} from "./steps/step.ts";
export { isCounted, type Summary, summarise, summariseParts } from "./summary.ts";
