/**
 * What the user says about the state of a key. `expired`: its imported key material has expired, which AWS calls
 * PendingImport too. Source: KMS Developer Guide, "Key states of AWS KMS keys".
 */
export const keyStates = [
  "enabled",
  "disabled",
  "pending-deletion",
  "pending-import",
  "expired",
  "unavailable",
] as const;
export type KeyState = (typeof keyStates)[number];
