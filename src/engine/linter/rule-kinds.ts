import type { DocumentKind } from "#policy";

export const everyKind: readonly DocumentKind[] = ["identity", "key", "trust"];
export const identityOnly: readonly DocumentKind[] = ["identity"];
export const keyOnly: readonly DocumentKind[] = ["key"];
export const trustOnly: readonly DocumentKind[] = ["trust"];
export const identityAndKey: readonly DocumentKind[] = ["identity", "key"];
export const identityAndTrust: readonly DocumentKind[] = ["identity", "trust"];
export const keyAndTrust: readonly DocumentKind[] = ["key", "trust"];
