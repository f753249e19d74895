/** Longer texts are refused unread. */
export const maximumTextLength = 5 * 1_048_576;
/** YAML takes far longer to read than JSON; CloudFormation itself takes no template over 1 MB. */
export const maximumYamlLength = 1_048_576;
export const maximumDepth = 64;
/** Words, marks, spaces and line ends of a YAML text: a template of 1 MiB has some 400,000. */
export const maximumYamlLexemes = 600_000;
/** Values that one YAML text may come to, its aliases written out. */
export const maximumYamlValues = 400_000;
/** Characters that the values of a text's templates may come to, references written out. */
export const maximumResolvedLength = 4 * 1_048_576;
/** CloudFormation takes 500 resources a template ("CloudFormation quotas"). */
export const maximumResources = 500;
export const maximumPolicies = 5_000;
/** More problems than this help nobody. */
export const maximumProblems = 200;
/** JSON documents, or fenced pieces, that one text may hold. */
export const maximumDocuments = 500;
