import { conditionKeyRows, ebs, ec2, iam, kms, prefixes, sts } from "./core.generated.ts";
import { createServiceReference } from "./create-reference.ts";
import { lazy } from "./memoize.ts";
import type { CoreTables, ServiceRows } from "./tables.ts";

export type { ServiceReference } from "./reference.ts";
export type { ServiceAction } from "./service-actions.ts";

const read = (json: string) => lazy(() => JSON.parse(json) as ServiceRows);

/** The part of every reference: the prefixes of all services, and the full data of those that an import calls. */
export const coreTables: CoreTables = {
  prefixes,
  knownInFull: {
    ebs: /* @__PURE__ */ read(ebs),
    ec2: /* @__PURE__ */ read(ec2),
    iam: /* @__PURE__ */ read(iam),
    kms: /* @__PURE__ */ read(kms),
    sts: /* @__PURE__ */ read(sts),
  },
  conditionKeyRows,
};

/** The reference of EBS, EC2, IAM, KMS and STS: a seventh of the size of the reference of all services. */
export const coreServices = /* @__PURE__ */ createServiceReference(coreTables);
