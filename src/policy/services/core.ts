import { conditionKeyRows, ebs, ec2, iam, kms, prefixes, sts } from "./core.generated.ts";
import { createServiceReference } from "./create-reference.ts";
import type { CoreTables } from "./tables.ts";

export type { ServiceReference } from "./reference.ts";
export type { ServiceAction } from "./service-actions.ts";

/** The part of every reference: the prefixes of all services, and the full data of those that an import calls. */
export const coreTables: CoreTables = {
  prefixes,
  knownInFull: { ebs, ec2, iam, kms, sts },
  conditionKeyRows,
};

/** The reference of EBS, EC2, IAM, KMS and STS: a seventh of the size of the reference of all services. */
export const coreServices = /* @__PURE__ */ createServiceReference(coreTables);
