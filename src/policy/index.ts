export {
  type AccountId,
  type ArnParts,
  accountId,
  accountRootArn,
  formatArn,
  isOrganizationId,
  keyArn,
  parseArn,
  partitionOfArn,
  principalName,
  roleArn,
  roleName,
  roleOfSession,
} from "./arn.ts";
export { awsCommand, awsOptions, iamCommand, shellWord } from "./aws-command.ts";
export { fromBase64Url, toBase64Url } from "./base64url.ts";
export { restsOn } from "./data-sources.ts";
export { readDate } from "./dates.ts";
export { differingRange } from "./differing-range.ts";
export {
  asList,
  type Condition,
  type ConditionValue,
  type DocumentKind,
  type GivenStatement,
  type Policy,
  type Principal,
  type PrincipalMap,
  policyElements,
  type Statement,
  statementElements,
  statementInWords,
  statementName,
  statementsOf,
} from "./document.ts";
export { type DocumentSize, sizeOf } from "./document-size.ts";
export { documentTitle, kindWords } from "./document-title.ts";
export { globMatches, hasWildcard } from "./glob.ts";
export { grantEntriesIn, grantMember } from "./grant-entries.ts";
export { inflated } from "./inflated.ts";
export { instantAt, instantInWords, instantOf } from "./instants.ts";
export {
  limits,
  maximumDocumentDepth,
  maximumDocumentLength,
  sizeInBytes,
  sizeWithoutWhiteSpace,
} from "./limits.ts";
export { bracketWhere, isDeeperThan } from "./nesting.ts";
export {
  jsonOf,
  memberOf,
  type ParsedDocument,
  parseDocument,
  type SyntaxNode,
  type SyntaxProblem,
  statementNodes,
} from "./parse.ts";
export { printPolicy, printStatement } from "./print.ts";
export { serviceLinkedRoles } from "./service-linked-roles.ts";
export { freeSid, withStatement } from "./statement-edits.ts";
export { type NamedTimes, timesNamedBy } from "./times-named.ts";
export { withCommas } from "./with-commas.ts";
