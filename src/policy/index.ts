export { withStatement } from "./add-statement.ts";
export {
  type AccountId,
  type ArnParts,
  accountId,
  accountRootArn,
  formatArn,
  keyArn,
  parseArn,
  roleArn,
  roleName,
} from "./arn.ts";
export { awsCommand, awsOptions, shellWord } from "./aws-command.ts";
export { fromBase64Url, toBase64Url } from "./base64url.ts";
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
  statementName,
  statementsOf,
} from "./document.ts";
export { type DocumentSize, sizeOf } from "./document-size.ts";
export { documentTitle, kindWords } from "./document-title.ts";
export { freeSid } from "./free-sid.ts";
export { globMatches, hasWildcard } from "./glob.ts";
export {
  limits,
  maximumDocumentDepth,
  maximumDocumentLength,
  sizeInBytes,
  sizeWithoutWhiteSpace,
} from "./limits.ts";
export { isDeeperThan } from "./nesting.ts";
export { isOrganizationId } from "./organization-id.ts";
export {
  jsonOf,
  memberOf,
  type ParsedDocument,
  parseDocument,
  type SyntaxNode,
  type SyntaxProblem,
  statementNodes,
} from "./parse.ts";
export { principalName } from "./principal-name.ts";
export { printPolicy, printStatement } from "./print.ts";
