/** Audits of what other platforms publish. Its own entry: it lints by the reference of all services, which the checker loads by need. */

export { auditPlatform, type PlatformAudit } from "./audit.ts";
export { publishedPlatforms } from "./published.ts";
export type { PublishedPlatform } from "./statements.ts";
