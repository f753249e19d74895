/** Longer texts are refused without reading them. */
export const maximumTextLength = 5 * 1_048_576;
/** The deepest nesting of an imported value. */
export const maximumDepth = 64;
/** Tokens of a YAML text (words, marks, spaces, line ends): a template of 5 MiB has about 2,000,000. */
export const maximumYamlLexemes = 2_500_000;
/** Members and items of a YAML text (`:`, `?`, `-`): each takes time and memory. */
export const maximumYamlItems = 300_000;
/** Values of one YAML text after its aliases are expanded. */
export const maximumYamlValues = 1_000_000;
/** Characters of all values of a text's templates after references are resolved. */
export const maximumResolvedLength = 4 * 1_048_576;
/** CloudFormation allows 500 resources in a template ("CloudFormation quotas"). */
export const maximumResources = 500;
/** The most policies that one text may have. */
export const maximumPolicies = 5_000;
/** The most SCPs, RCPs, boundaries, endpoint policies and lists of grants that one text may have, before equal ones are joined. */
export const maximumReadLayers = 20_000;
/** Further problems are not listed. */
export const maximumProblems = 200;
/** JSON documents, or fenced pieces, that one text may have. */
export const maximumDocuments = 500;
