// Loaded for a large work only.

export { statusOfAccounts } from "#verdict";
