export { allServices } from "./all.ts";
export type { ServiceAction, ServiceReference } from "./core.ts";
export { globalConditionKeys } from "./global-keys.ts";
