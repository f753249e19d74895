import { instantAt } from "#policy";
import type { KeyOrigin, KeySpec, KeyState } from "#scenario";
import { memberIn, optional, textIn } from "../value.ts";

/** What `describe-key` says of a key besides its name and place. A member is missing if it does not say it. */
export interface DescribedKey {
  readonly spec?: KeySpec;
  /** AWS's word for the spec, where EBS cannot use the key: `RSA_2048`. */
  readonly specName?: string;
  readonly usage?: string;
  readonly origin?: KeyOrigin;
  readonly state?: KeyState;
  /** The instant at which its imported material expires; only of an enabled key. */
  readonly expires?: string;
}

const origins: Readonly<Record<string, KeyOrigin>> = {
  AWS_KMS: "kms",
  EXTERNAL: "imported",
  AWS_CLOUDHSM: "custom-key-store",
  EXTERNAL_KEY_STORE: "custom-key-store",
};

/** The transient states Creating and Updating are left out: they are over before anyone decides. */
const states: Readonly<Record<string, KeyState>> = {
  Enabled: "enabled",
  Disabled: "disabled",
  PendingDeletion: "pending-deletion",
  // The primary waits for its replicas to be deleted.
  PendingReplicaDeletion: "pending-deletion",
  PendingImport: "pending-import",
  Unavailable: "unavailable",
};

/**
 * Reads the member `KeyMetadata` of the output of `describe-key`. Older versions of the AWS CLI say `CustomerMasterKeySpec`.
 * Source: KMS API Reference, "KeyMetadata"; facts §8 (`ValidTo`).
 */
export function readKeyMetadata(metadata: unknown): DescribedKey {
  const specName = textIn(metadata, "KeySpec") ?? textIn(metadata, "CustomerMasterKeySpec");
  const usage = textIn(metadata, "KeyUsage");
  const origin = named(origins, textIn(metadata, "Origin"));
  const state = stateIn(metadata);
  const spec = specOf(specName, usage);
  return {
    ...(spec === undefined ? {} : { spec }),
    ...(spec !== undefined && spec !== "symmetric" && specName ? { specName } : {}),
    ...(usage === undefined ? {} : { usage }),
    ...(origin === undefined ? {} : { origin }),
    ...(state === undefined ? {} : { state }),
    ...(state === "enabled" ? optional("expires", timeIn(memberIn(metadata, "ValidTo"))) : {}),
  };
}

/** A time of AWS: the AWS CLI prints it with a zone, other tools without one (read as UTC) or in seconds since 1970. */
function timeIn(value: unknown): string | undefined {
  const [, text = "", zone = "Z"] =
    typeof value === "string"
      ? (/^(\d{4}-\d\d-\d\dT[\d:.]{5,20})(Z|[+-]\d\d:?\d\d)?$/.exec(value) ?? [])
      : [];
  const moment = typeof value === "number" ? value * 1_000 : Date.parse(text + zone);
  return moment >= 0 && moment < latestTime ? instantAt(moment) : undefined;
}

/** The first day of the year 10000: an instant has a year of four digits. */
const latestTime = Date.UTC(10_000, 0);

/** Material that has expired leaves the key in PendingImport; assumed: with the date of its expiry. */
function stateIn(metadata: unknown): KeyState | undefined {
  const state = named(states, textIn(metadata, "KeyState"));
  const hasExpired = memberIn(metadata, "ValidTo") !== undefined;
  return state === "pending-import" && hasExpired ? "expired" : state;
}

function specOf(name: string | undefined, usage: string | undefined): KeySpec | undefined {
  if (name === "SYMMETRIC_DEFAULT") return "symmetric";
  if (name?.startsWith("HMAC_") || usage === "GENERATE_VERIFY_MAC") return "hmac";
  return name === undefined ? undefined : "asymmetric";
}

function named<Value>(values: Readonly<Record<string, Value>>, name: string | undefined) {
  return name !== undefined && Object.hasOwn(values, name) ? values[name] : undefined;
}

/** Why an import cannot use the key; `undefined` if its spec is right or not known. */
export function whyUnusable({ spec, specName, usage }: DescribedKey): string | undefined {
  if (spec === undefined || spec === "symmetric") return undefined;
  const kind = spec === "hmac" ? "an HMAC key" : "an asymmetric key";
  const words = [specName, usage].filter((word) => word !== undefined).join(", ");
  return `This is ${kind}${words === "" ? "" : ` (${words})`}. EBS encrypts with symmetric keys only, so no volume is under it and an import cannot use it.`;
}
