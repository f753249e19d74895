import { coreTables } from "./core.ts";
import { createServiceReference } from "./create-reference.ts";
import { actionNameRows, conditionKeyRows } from "./others.generated.ts";

/** The reference of all services. */
export const allServices = /* @__PURE__ */ createServiceReference(coreTables, {
  actionNameRows,
  conditionKeyRows,
});
