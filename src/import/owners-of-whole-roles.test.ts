import { expect, it } from "vitest";
import { crossAccount } from "#testing/example-scenario";
import { ownersOfWholeRoles, withCompleteRoles } from "./owners-of-whole-roles.ts";

const target = "arn:aws:iam::222222222222:role/CadoResponseCrossAccountRole";
const platform = "arn:aws:iam::111111111111:role/CadoResponseRole";
const role = (arn?: string) => ({ name: "any", ...(arn === undefined ? {} : { arn }) });

it.each([
  ["the target's role", [role(target)], ["t1"]],
  ["both roles", [role(target), role(platform)], ["platform", "t1"]],
  [
    "a role of the same name in another account",
    [role(target.replace(/2{12}/, "3".repeat(12)))],
    [],
  ],
  ["a role without an ARN", [role()], []],
])("names the owners of roles that were imported whole: %s", (_, roles, owners) => {
  expect(ownersOfWholeRoles(crossAccount, roles)).toEqual(owners);
});

it("adds roles to those that are complete, and changes nothing where Keyhole writes the permissions", () => {
  const one = withCompleteRoles(crossAccount, ["t1"]);
  expect(one.ec2Permissions).toEqual({ kind: "complete", of: ["t1"] });
  expect(withCompleteRoles(one, ["platform"]).ec2Permissions).toEqual({ kind: "complete" });
  const written = { ...crossAccount, ec2Permissions: { kind: "written" as const } };
  expect(withCompleteRoles(written, ["t1"])).toBe(written);
});
