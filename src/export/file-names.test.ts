import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fileNameOf, fileNamesOf } from "./file-names.ts";

const identity = { kind: "identity", account: "111111111111", name: "CadoResponseRole" } as const;
const key = { kind: "key", account: "222222222222", region: "us-east-1" } as const;

describe("the file name of a document", () => {
  it.each([
    [identity, "111111111111-identity-policy-CadoResponseRole.json"],
    [
      { ...identity, part: { number: 2, of: 3 } },
      "111111111111-identity-policy-CadoResponseRole-2-of-3.json",
    ],
    [
      { ...key, name: "1234abcd-12ab-34cd-56ef-1234567890ab" },
      "222222222222-us-east-1-key-policy-1234abcd-12ab-34cd-56ef-1234567890ab.json",
    ],
    [{ ...key, name: "alias/ebs key" }, "222222222222-us-east-1-key-policy-alias-ebs-key.json"],
    [
      { kind: "trust", account: "", name: "team/CadoResponse@x" } as const,
      "account-trust-policy-team-CadoResponse-x.json",
    ],
    [{ ...identity, name: "../../etc/passwd" }, "111111111111-identity-policy-etc-passwd.json"],
  ])("says account, region, kind and role or key: %o", (document, name) => {
    expect(fileNameOf(document)).toBe(name);
  });

  it("numbers names that are the same in one folder", () => {
    const names = fileNamesOf([identity, { ...identity, name: "cadoresponserole" }, identity]);
    expect(names).toEqual([
      "111111111111-identity-policy-CadoResponseRole.json",
      "111111111111-identity-policy-cadoresponserole-2.json",
      "111111111111-identity-policy-CadoResponseRole-3.json",
    ]);
  });

  it("is safe whatever the role is called", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary-ascii" }), fc.string(), (name, account) => {
        expect(fileNameOf({ kind: "identity", account, name })).toMatch(
          /^[A-Za-z0-9_][A-Za-z0-9._-]{0,250}\.json$/,
        );
      }),
    );
  });
});
