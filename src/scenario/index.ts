export { periodOf } from "./access-period.ts";
export { administrationOf } from "./administration.ts";
export { asksForTime, withMoment } from "./asks-for-time.ts";
export { decidesEc2Calls, ownerOfRole } from "./decided-calls.ts";
export { momentOf, placeInPeriod } from "./decided-moment.ts";
export {
  identityDocumentId,
  keyDocumentId,
  platformOwner,
  trustDocumentId,
} from "./document-ids.ts";
export {
  type Ec2Permissions,
  ec2PermissionKinds,
  maximumCompleteRoles,
} from "./ec2-permissions.ts";
export { freshIds, newKey, newTarget, withKey, withTarget } from "./edit.ts";
export { exampleWarning, hasExampleValues } from "./example-values.ts";
export { type GrantToMake, grantCommand, grantsToMake } from "./grants-to-make.ts";
export {
  asVendorTemplate,
  type MethodChoice,
  methodChoiceOf,
  methodChoices,
  methodChoicesFor,
  type Tightening,
  tighteningOf,
  tightenings,
  withMethodChoice,
  withTightening,
} from "./guided-answers.ts";
export { aliasOfKey, awsManagedAlias, identityOfKey, nameOfKey } from "./key-names.ts";
export {
  expiriesOf,
  expiryOfKey,
  keyStateWords,
  type RefusingKeyState,
  stateOfKey,
  withKeyState,
} from "./key-state.ts";
export { remediesOfState, type StateRemedy } from "./key-state-remedies.ts";
export { type KeyState, keyStates } from "./key-states.ts";
export {
  accountOfLayer,
  accountsOfLayer,
  allAccounts,
  hasLevel,
  isLayerId,
  isLayerOwner,
  type Layer,
  type LayerKind,
  layerKinds,
  maximumLayers,
  maximumLevel,
  newLayerId,
  ownerKindOf,
  restoreLayers,
  targetAccounts,
} from "./layer.ts";
export { platformNamingProblems } from "./naming-problems.ts";
export {
  type KeyService,
  keyServices,
  type OtherUser,
  type OtherUserKind,
  otherUserKinds,
  otherUserLimits,
} from "./other-users.ts";
export {
  isOwnRule,
  isRuleAction,
  isRulePrincipal,
  newRuleId,
  type OwnRule,
  type RuleCondition,
  ruleConditions,
  ruleLimits,
  rulePlaceholders,
  ruleSubjects,
} from "./own-rules.ts";
export { withPresetShape } from "./preset-shape.ts";
export {
  blankKey,
  blankTarget,
  defaultAliasPrefix,
  defaultScenario,
  exampleAccounts,
  exampleKeyId,
  exampleMultiRegionKeyId,
  type Preset,
  presets,
} from "./presets.ts";
export { administratorArn, platformRole, type Role, roleOf, targetRole } from "./principals.ts";
export { accountProblems, type Problem } from "./problem.ts";
export {
  accountsInRun,
  ebsDirectCopies,
  type KeyPlace,
  type Route,
  regionsOfImport,
  routesOf,
  type SnapshotCopy,
} from "./routes.ts";
export {
  type AccessPeriod,
  type AcquisitionMethod,
  type ActionSet,
  acquisitionMethods,
  actionSets,
  type CreateGrantAnswer,
  type CrossAccountApproach,
  createGrantAnswers,
  createGrantFor,
  crossAccountApproaches,
  type Guards,
  type Key,
  type KeyNaming,
  type KeyOrigin,
  type KeySpec,
  type KeyType,
  keyOrigins,
  keySpecs,
  keyTypes,
  maximumAccountName,
  maximumKeys,
  maximumTargets,
  type Platform,
  type PlatformNaming,
  regionsOfKey,
  type Scenario,
  type StateInRegion,
  type Target,
} from "./scenario.ts";
export { isLarge } from "./size.ts";
export { type RouteSnapshot, snapshotsOf } from "./snapshots.ts";
export { arnOfSource, type Source, sourcesOf } from "./sources.ts";
export {
  keyServiceFacts,
  newOtherUserId,
  type OtherUserAccess,
  otherUserFacts,
  type UserOfKey,
  usersOfSource,
} from "./users-of-key.ts";
export { validateScenario } from "./validate.ts";
