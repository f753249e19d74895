import { describe, expect, it } from "vitest";
import { defaultScenario, stateOfKey } from "#scenario";
import { readKeyMetadata, whyUnusable } from "./key-metadata.ts";
import { readVolume } from "./read-volume.ts";
import { withKeyFacts } from "./with-key-facts.ts";

describe("what describe-key says of a key", () => {
  // Source: KMS API Reference, "KeyMetadata"; KMS Developer Guide, "Key states of AWS KMS keys".
  it.each([
    [{ KeyState: "Enabled" }, "enabled"],
    [{ KeyState: "Disabled" }, "disabled"],
    [{ KeyState: "PendingDeletion", DeletionDate: 1 }, "pending-deletion"],
    [{ KeyState: "PendingReplicaDeletion" }, "pending-deletion"],
    [{ KeyState: "PendingImport", Origin: "EXTERNAL" }, "pending-import"],
    [{ KeyState: "PendingImport", Origin: "EXTERNAL", ValidTo: 1 }, "expired"],
    [{ KeyState: "Enabled", Origin: "EXTERNAL", ValidTo: 1 }, "enabled"],
    [{ KeyState: "Unavailable" }, "unavailable"],
    [{ KeyState: "Updating" }, undefined],
    [{ KeyState: "constructor" }, undefined],
    [{}, undefined],
  ])("%j is %s", (metadata, state) => {
    expect(readKeyMetadata(metadata).state).toBe(state);
  });

  it.each([
    [{ KeySpec: "SYMMETRIC_DEFAULT", KeyUsage: "ENCRYPT_DECRYPT" }, undefined],
    [{ CustomerMasterKeySpec: "SYMMETRIC_DEFAULT" }, undefined],
    [{}, undefined],
    [
      { KeySpec: "RSA_2048", KeyUsage: "ENCRYPT_DECRYPT" },
      "an asymmetric key (RSA_2048, ENCRYPT_DECRYPT)",
    ],
    [
      { KeySpec: "HMAC_256", KeyUsage: "GENERATE_VERIFY_MAC" },
      "an HMAC key (HMAC_256, GENERATE_VERIFY_MAC)",
    ],
  ])("of %j an import cannot use %s", (metadata, kind) => {
    const why = whyUnusable(readKeyMetadata(metadata));
    if (kind === undefined) expect(why).toBeUndefined();
    else expect(why).toContain(`This is ${kind}.`);
  });

  it.each([
    ["2027-01-02T03:04:05.600000+01:00", "2027-01-02T02:04:05Z"],
    ["2027-01-02T03:04:05.6", "2027-01-02T03:04:05Z"],
    [1_796_083_200.5, "2026-12-01T00:00:00Z"],
    ["soon", undefined],
    [1e300, undefined],
    [-1, undefined],
    [{}, undefined],
  ])("imported material that is valid to %j expires at %s", (ValidTo, expires) => {
    const key = { KeyState: "Enabled", Origin: "EXTERNAL", ValidTo };
    expect(readKeyMetadata(key).expires).toBe(expires);
    const arn = "arn:aws:kms:us-east-1:444455556666:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1";
    const text = JSON.stringify({ KeyMetadata: { ...key, Arn: arn } });
    const { targets } = withKeyFacts(defaultScenario, readVolume(text).keys[0] ?? {});
    expect(targets[0]?.keys[0]?.states).toEqual([
      { region: "us-east-1", state: "enabled", ...(expires ? { expires } : {}) },
    ]);
  });

  it("becomes answers of the key; what was said of another key goes", () => {
    const described = (keyId: string, more: object) => {
      const metadata = { Arn: `arn:aws:kms:us-east-1:444455556666:key/${keyId}`, ...more };
      return readVolume(JSON.stringify({ KeyMetadata: metadata })).keys[0] ?? {};
    };
    const [first, second] = [
      "0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
      "0d990263-6129-4d40-9b5e-bcf3a4d4a0b2",
    ];
    const disabled = withKeyFacts(
      defaultScenario,
      described(first, { KeyState: "Disabled", KeySpec: "HMAC_256", Origin: "EXTERNAL" }),
    );
    const keyOf = ({ targets }: typeof disabled) => targets[0]?.keys[0];
    const key = keyOf(disabled);
    expect(key).toMatchObject({ spec: "hmac", origin: "imported", region: "us-east-1" });
    expect(key && stateOfKey(key, "us-east-1")).toBe("disabled");
    expect(keyOf(withKeyFacts(disabled, described(first, {})))).toEqual(key);
    const other = keyOf(withKeyFacts(disabled, described(second, {})));
    expect(other).toMatchObject({ spec: "symmetric" });
    expect(other?.states).toBeUndefined();
  });
});
