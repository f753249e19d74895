import { describe, expect, test } from "vitest";
import { generate } from "#generator";
import { type KeyState, keyStates, type Scenario } from "#scenario";
import { crossAccountWithKey } from "#testing/example-scenario";
import { explainRequest, runAcquisition, runOtherUsers, runProbes, summarise } from "../index.ts";
import { isRefusedByState } from "./key-state.ts";

const region = "eu-west-1";

function scenarioIn(state: KeyState, change: Partial<Scenario> = {}): Scenario {
  return { ...crossAccountWithKey({ states: [{ region, state }] }), ...change };
}

describe("the state of a key", () => {
  // Source: KMS Developer Guide, "Key states of AWS KMS keys" (key state table).
  const uses = ["Decrypt", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext"];
  test.each<[state: KeyState, refused: readonly string[]]>([
    ["enabled", []],
    ["disabled", [...uses, "ReEncryptFrom", "ReEncryptTo", "CreateGrant"]],
    ["pending-deletion", [...uses, "ReEncryptFrom", "ReEncryptTo", "CreateGrant"]],
    ["pending-import", [...uses, "ReEncryptFrom", "ReEncryptTo", "CreateGrant"]],
    ["expired", [...uses, "ReEncryptFrom", "ReEncryptTo", "CreateGrant"]],
    ["unavailable", [...uses, "ReEncryptFrom", "ReEncryptTo"]],
  ])("%s refuses %j", (state, refused) => {
    const asked = [...uses, "ReEncryptFrom", "ReEncryptTo", "CreateGrant"];
    const others = ["DescribeKey", "PutKeyPolicy", "RetireGrant", "ListGrants"];
    const isRefused = (call: string) => isRefusedByState(state, `kms:${call}`);
    expect([...asked, ...others].filter(isRefused)).toEqual(refused);
  });

  test.each(keyStates.filter((state) => state !== "enabled"))(
    "%s stops the import with that reason, above any policy, and says the commands",
    (state) => {
      const scenario = scenarioIn(state);
      const open = generate(scenario).map((document) => ({
        ...document,
        text: document.text.replaceAll('"kms:Decrypt"', '"kms:*"'),
      }));
      for (const documents of [generate(scenario), open]) {
        const steps = runAcquisition(scenario, documents);
        const stop = steps.find((step) => step.state === "broken");
        expect(stop?.kind).toBe("read-blocks");
        expect(stop?.requests[0]?.why?.sentence).toMatch(/^Key 1234abcd-.* KMS refuses Decrypt, /);
        const explained = explainRequest(scenario, documents, {
          of: "step",
          id: stop?.id ?? "",
          request: 0,
        });
        expect(explained?.sentence).toBe(stop?.requests[0]?.why?.sentence);
        expect(explained?.remedies.map(({ command }) => command)).not.toContain(undefined);
        expect(explained?.remedies.length).toBeGreaterThan(0);
      }
      // What is refused by policies stays refused without the state, so no abuse counts as refused because of it.
      const { states: _, ...key } = scenario.targets[0]?.keys[0] ?? {};
      const enabled = crossAccountWithKey(key);
      expect(runProbes(scenario, generate(scenario)).map((probe) => probe.state)).toEqual(
        runProbes(enabled, generate(enabled)).map((probe) => probe.state),
      );
    },
  );

  test("of deletion has the commands in the order in which KMS takes them", () => {
    const scenario = scenarioIn("pending-deletion");
    const [why] = runAcquisition(scenario, generate(scenario)).flatMap(({ requests }) =>
      requests.flatMap((one) => (one.why ? [one.why] : [])),
    );
    expect(why?.keyState?.flatMap(({ commands }) => commands)).toEqual([
      expect.stringMatching(
        /^aws kms cancel-key-deletion --region eu-west-1 --key-id arn:aws:kms:/,
      ),
      expect.stringMatching(/^aws kms enable-key --region eu-west-1 --key-id arn:aws:kms:/),
    ]);
  });

  test("in another region, or of an AWS managed key, says nothing about this one", () => {
    const elsewhere = crossAccountWithKey({
      states: [{ region: "us-east-1", state: "disabled" }],
    });
    const managed = crossAccountWithKey({
      type: "aws-managed",
      states: [{ region, state: "disabled" }],
    });
    for (const scenario of [elsewhere, managed])
      expect(summarise(scenario, runAcquisition(scenario, generate(scenario)), []).works).toBe(
        "works",
      );
  });

  test("is expired from the moment on at which its imported material expires", () => {
    const states = [{ region, state: "enabled" as const, expires: "2026-12-01 17:00" }];
    const worksAt = (moment: string, origin: "imported" | "kms" = "imported") => {
      const scenario = { ...crossAccountWithKey({ origin, states }), moment };
      const steps = runAcquisition(scenario, generate(scenario));
      const stop = steps.find((step) => step.state === "broken");
      return stop?.requests.find(({ why }) => why)?.why?.sentence ?? "works";
    };
    expect(worksAt("2026-12-01 16:59")).toBe("works");
    expect(worksAt("2026-12-01 17:00")).toContain("key material, which has expired");
    expect(worksAt("2026-12-02", "kms")).toBe("works");
  });

  test("stops other users of the key, too", () => {
    const user = { id: "u1", kind: "inspector", account: "", role: "" } as const;
    const scenario = scenarioIn("disabled", { otherUsers: [user] });
    const [run] = runOtherUsers(scenario, generate(scenario));
    expect(run?.state).toBe("broken");
    const why = run?.steps.flatMap(({ requests }) => requests.flatMap((one) => one.why ?? []));
    expect(why?.some(({ keyState }) => keyState)).toBe(true);
  });
});
