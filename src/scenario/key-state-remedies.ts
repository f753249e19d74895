import { awsCommand } from "#policy";
import type { RefusingKeyState } from "./key-state.ts";
import type { Scenario } from "./scenario.ts";
import { arnOfSource, type Source } from "./sources.ts";

/** Something to do so that a key can be used again. */
export interface StateRemedy {
  /** In one sentence. */
  readonly text: string;
  /** Each is one line of a POSIX shell. */
  readonly commands: readonly string[];
}

/**
 * What makes a key usable again, in order. EnableKey, CancelKeyDeletion and ImportKeyMaterial take no alias, so that a key
 * that the answers do not name by ARN is `KEY_ARN` in the commands.
 * Source: KMS API Reference, "EnableKey", "CancelKeyDeletion" (the key is then disabled), "ImportKeyMaterial",
 * "ConnectCustomKeyStore"; KMS Developer Guide, "Importing key material".
 */
export function remediesOfState(
  scenario: Scenario,
  source: Source,
  state: RefusingKeyState,
): readonly StateRemedy[] {
  const { region } = source;
  const key = { region, "key-id": arnOfSource(scenario, source) ?? "KEY_ARN" };
  const enable = awsCommand("kms", "enable-key", key);
  switch (state) {
    case "disabled":
      return [{ text: "Enable the key.", commands: [enable] }];
    case "pending-deletion":
      return [
        {
          text: "Cancel the deletion before its date, then enable the key: it is disabled afterwards.",
          commands: [awsCommand("kms", "cancel-key-deletion", key), enable],
        },
      ];
    case "pending-import":
    case "expired":
      return [
        {
          text: "Import the key material: the same as before, wrapped with the public key that the first command returns.",
          commands: [
            `${awsCommand("kms", "get-parameters-for-import", key)} --wrapping-algorithm RSAES_OAEP_SHA_256 --wrapping-key-spec RSA_4096`,
            `${awsCommand("kms", "import-key-material", key)} --encrypted-key-material fileb://EncryptedKeyMaterial.bin --import-token fileb://ImportToken.bin --expiration-model KEY_MATERIAL_DOES_NOT_EXPIRE`,
          ],
        },
      ];
    case "unavailable":
      return [
        {
          text: "Connect the key’s custom key store.",
          commands: [
            awsCommand("kms", "connect-custom-key-store", {
              region,
              "custom-key-store-id": "CUSTOM_KEY_STORE_ID",
            }),
          ],
        },
      ];
  }
}
