export {
  type AccessLevel,
  type ConditionKey,
  type ConditionKeyType,
  carriesConditionKey,
  conditionKeyOfRow,
  conditionKeysOf,
  expandActionPattern,
  type KmsAction,
  type KmsResourceType,
  keyMatches,
  kmsAction,
  kmsActions,
  kmsConditionKeys,
} from "./actions.ts";
export {
  ec2ViaService,
  isPartition,
  isRegion,
  type Partition,
  partitionOfRegion,
  partitions,
  type Region,
  regionsOf,
} from "./regions.ts";
export { crossAccountActions, cryptographicOperations, ebsCalls, grantOperations } from "./use.ts";
