import { coreTables } from "./core.ts";
import { actionNameRows, conditionKeyRows } from "./others.generated.ts";
import { createServiceReference } from "./reference.ts";

/** The reference of all services. */
export const allServices = /* @__PURE__ */ createServiceReference(coreTables, {
  actionNameRows,
  conditionKeyRows,
});
