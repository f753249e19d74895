export { allServices } from "./all-services.ts";
export type { ServiceAction, ServiceReference } from "./core.ts";
export { globalConditionKeys } from "./global-keys.ts";
