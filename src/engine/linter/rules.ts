import { statementNeverApplies } from "./access/statement-never-applies.ts";
import { statementRedundant } from "./access/statement-redundant.ts";
import { actionFormat } from "./actions/action-format.ts";
import { actionNotInKeyPolicy } from "./actions/action-not-in-key-policy.ts";
import { notActionAllow } from "./actions/not-action-allow.ts";
import { otherServiceInKeyPolicy } from "./actions/other-service-in-key-policy.ts";
import { redundantAction } from "./actions/redundant-action.ts";
import { reencryptNamesNoAction } from "./actions/reencrypt-names-no-action.ts";
import { trustActionPrincipalMismatch } from "./actions/trust-action-principal-mismatch.ts";
import { trustPolicyAction } from "./actions/trust-policy-action.ts";
import { unknownAction } from "./actions/unknown-action.ts";
import { conditionKeyNotInRequest } from "./conditions/condition-key-not-in-request.ts";
import { denyConditionNeverMet } from "./conditions/deny-condition-never-met.ts";
import { denyForallvaluesTooBroad } from "./conditions/deny-forallvalues-too-broad.ts";
import { forallvaluesMatchesEmpty } from "./conditions/forallvalues-matches-empty.ts";
import { forallvaluesSingleValued } from "./conditions/forallvalues-single-valued.ts";
import { impossibleConditionValue } from "./conditions/impossible-condition-value.ts";
import { keySuffixMissing } from "./conditions/key-suffix-missing.ts";
import { negatedConditionAlwaysMet } from "./conditions/negated-condition-always-met.ts";
import { privateSourceIp } from "./conditions/private-source-ip.ts";
import { setOperatorMissing } from "./conditions/set-operator-missing.ts";
import { sourceKeyWithoutService } from "./conditions/source-key-without-service.ts";
import { unknownConditionKey } from "./conditions/unknown-condition-key.ts";
import { unknownOperator } from "./conditions/unknown-operator.ts";
import { variableInOldVersion } from "./conditions/variable-in-old-version.ts";
import { variableMisplaced } from "./conditions/variable-misplaced.ts";
import { variableSyntax } from "./conditions/variable-syntax.ts";
import { wildcardWithoutLike } from "./conditions/wildcard-without-like.ts";
import { characterNotAllowed } from "./grammar/character-not-allowed.ts";
import { duplicateSid } from "./grammar/duplicate-sid.ts";
import { exclusiveElements } from "./grammar/exclusive-elements.ts";
import { invalidEffect } from "./grammar/invalid-effect.ts";
import { invalidSid } from "./grammar/invalid-sid.ts";
import { invalidVersion } from "./grammar/invalid-version.ts";
import { jsonDuplicateKey } from "./grammar/json-duplicate-key.ts";
import { jsonSyntax } from "./grammar/json-syntax.ts";
import { missingAction } from "./grammar/missing-action.ts";
import { missingEffect } from "./grammar/missing-effect.ts";
import { missingPrincipal } from "./grammar/missing-principal.ts";
import { missingResource } from "./grammar/missing-resource.ts";
import { missingStatement } from "./grammar/missing-statement.ts";
import { principalInIdentityPolicy } from "./grammar/principal-in-identity-policy.ts";
import { resourceInTrustPolicy } from "./grammar/resource-in-trust-policy.ts";
import { unknownElement } from "./grammar/unknown-element.ts";
import { unresolvedExpression } from "./grammar/unresolved-expression.ts";
import { versionNotCurrent } from "./grammar/version-not-current.ts";
import { actionNeverCrossAccount } from "./kms/action-never-cross-account.ts";
import { aliasConditionValue } from "./kms/alias-condition-value.ts";
import { aliasOperationConditioned } from "./kms/alias-operation-conditioned.ts";
import { allowShadowedByDeny } from "./kms/allow-shadowed-by-deny.ts";
import { assumeAnyRole } from "./kms/assume-any-role.ts";
import { createGrantUnrestricted } from "./kms/create-grant-unrestricted.ts";
import { createKeyUnconditioned } from "./kms/create-key-unconditioned.ts";
import { describeKeyMissing } from "./kms/describe-key-missing.ts";
import { directCallBehindViaService } from "./kms/direct-call-behind-via-service.ts";
import { forallvaluesRefusedByKms } from "./kms/forallvalues-refused-by-kms.ts";
import { foranyvalueGrantOperations } from "./kms/foranyvalue-grant-operations.ts";
import { grantForAwsResourceReversed } from "./kms/grant-for-aws-resource-reversed.ts";
import { grantOperationsValue } from "./kms/grant-operations-value.ts";
import { iamActionUnscoped } from "./kms/iam-action-unscoped.ts";
import { iamNotEnabled } from "./kms/iam-not-enabled.ts";
import { keyAdminOnAllKeys } from "./kms/key-admin-on-all-keys.ts";
import { keyMayBecomeUnmanageable } from "./kms/key-may-become-unmanageable.ts";
import { keyPolicyLockout } from "./kms/key-policy-lockout.ts";
import { keyPropertyConditionInKeyPolicy } from "./kms/key-property-condition-in-key-policy.ts";
import { keyTypeContradictsAction } from "./kms/key-type-contradicts-action.ts";
import { kmsStar } from "./kms/kms-star.ts";
import { networkConditionBlocksServices } from "./kms/network-condition-blocks-services.ts";
import { regionContradiction } from "./kms/region-contradiction.ts";
import { regionRestriction } from "./kms/region-restriction.ts";
import { selfAuthorisation } from "./kms/self-authorisation.ts";
import { viaServiceFormat } from "./kms/via-service-format.ts";
import { wildcardIncludesCreateGrant } from "./kms/wildcard-includes-create-grant.ts";
import { exceedsIdentitySize } from "./limits/exceeds-identity-size.ts";
import { exceedsKeyPolicySize } from "./limits/exceeds-key-policy-size.ts";
import { exceedsTrustSize } from "./limits/exceeds-trust-size.ts";
import { ebsServicePrincipal } from "./principals/ebs-service-principal.ts";
import { federatedInKeyPolicy } from "./principals/federated-in-key-policy.ts";
import { groupPrincipal } from "./principals/group-principal.ts";
import { invalidPrincipal } from "./principals/invalid-principal.ts";
import { mixedPartitions } from "./principals/mixed-partitions.ts";
import { notPrincipal } from "./principals/not-principal.ts";
import { oidcWithoutCondition } from "./principals/oidc-without-condition.ts";
import { partialWildcardPrincipal } from "./principals/partial-wildcard-principal.ts";
import { principalUniqueId } from "./principals/principal-unique-id.ts";
import { publicPrincipal } from "./principals/public-principal.ts";
import { serviceActsAsRole } from "./principals/service-acts-as-role.ts";
import { servicePrincipalFormat } from "./principals/service-principal-format.ts";
import { servicePrincipalWithoutSource } from "./principals/service-principal-without-source.ts";
import { wholeAccountPrincipal } from "./principals/whole-account-principal.ts";
import { aliasActionHalf } from "./resources/alias-action-half.ts";
import { aliasArnAsKey } from "./resources/alias-arn-as-key.ts";
import { anyKeyAnyAccount } from "./resources/any-key-any-account.ts";
import { arnShape } from "./resources/arn-shape.ts";
import { awsManagedKeyCrossAccount } from "./resources/aws-managed-key-cross-account.ts";
import { keyPolicyResource } from "./resources/key-policy-resource.ts";
import { multiRegionKeyPinned } from "./resources/multi-region-key-pinned.ts";
import { notResourceAllow } from "./resources/not-resource-allow.ts";
import { regionName } from "./resources/region-name.ts";
import { resourceDoesNotFitAction } from "./resources/resource-does-not-fit-action.ts";
import { resourceNotArn } from "./resources/resource-not-arn.ts";
import type { Rule } from "./rule.ts";
import { emptyValue } from "./types/empty-value.ts";
import { operatorKeyType } from "./types/operator-key-type.ts";
import { valueType } from "./types/value-type.ts";
import { wrongJsonType } from "./types/wrong-json-type.ts";

/** Every rule. Where several speak of one place, the one that stands first here comes first: special before general. */
export const rules: readonly Rule[] = [
  jsonSyntax,
  jsonDuplicateKey,
  unresolvedExpression,
  characterNotAllowed,
  unknownElement,
  variableInOldVersion,
  versionNotCurrent,
  invalidVersion,
  missingStatement,
  missingEffect,
  invalidEffect,
  missingAction,
  missingResource,
  missingPrincipal,
  principalInIdentityPolicy,
  resourceInTrustPolicy,
  exclusiveElements,
  invalidSid,
  duplicateSid,
  wrongJsonType,
  emptyValue,
  operatorKeyType,
  valueType,
  keyPolicyLockout,
  iamNotEnabled,
  keyMayBecomeUnmanageable,
  actionNeverCrossAccount,
  kmsStar,
  createGrantUnrestricted,
  wildcardIncludesCreateGrant,
  grantOperationsValue,
  foranyvalueGrantOperations,
  grantForAwsResourceReversed,
  forallvaluesRefusedByKms,
  keyPropertyConditionInKeyPolicy,
  aliasConditionValue,
  aliasOperationConditioned,
  selfAuthorisation,
  viaServiceFormat,
  directCallBehindViaService,
  networkConditionBlocksServices,
  regionContradiction,
  regionRestriction,
  keyTypeContradictsAction,
  describeKeyMissing,
  keyAdminOnAllKeys,
  createKeyUnconditioned,
  allowShadowedByDeny,
  iamActionUnscoped,
  assumeAnyRole,
  groupPrincipal,
  partialWildcardPrincipal,
  invalidPrincipal,
  principalUniqueId,
  publicPrincipal,
  notPrincipal,
  federatedInKeyPolicy,
  oidcWithoutCondition,
  servicePrincipalFormat,
  ebsServicePrincipal,
  serviceActsAsRole,
  servicePrincipalWithoutSource,
  wholeAccountPrincipal,
  mixedPartitions,
  resourceNotArn,
  arnShape,
  regionName,
  aliasArnAsKey,
  resourceDoesNotFitAction,
  aliasActionHalf,
  keyPolicyResource,
  notResourceAllow,
  anyKeyAnyAccount,
  multiRegionKeyPinned,
  awsManagedKeyCrossAccount,
  actionFormat,
  reencryptNamesNoAction,
  unknownAction,
  redundantAction,
  notActionAllow,
  actionNotInKeyPolicy,
  otherServiceInKeyPolicy,
  trustPolicyAction,
  trustActionPrincipalMismatch,
  unknownOperator,
  keySuffixMissing,
  unknownConditionKey,
  conditionKeyNotInRequest,
  sourceKeyWithoutService,
  denyConditionNeverMet,
  negatedConditionAlwaysMet,
  forallvaluesSingleValued,
  setOperatorMissing,
  forallvaluesMatchesEmpty,
  denyForallvaluesTooBroad,
  wildcardWithoutLike,
  impossibleConditionValue,
  variableMisplaced,
  variableSyntax,
  privateSourceIp,
  exceedsIdentitySize,
  exceedsTrustSize,
  exceedsKeyPolicySize,
  statementNeverApplies,
  statementRedundant,
];
