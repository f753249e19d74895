import { describe, expect, test } from "vitest";
import { principalReach, reach, readAwsEntry, readPrincipals } from "./principal.ts";
import { readCaller } from "./request/caller.ts";

/** Source: IAM User Guide, "AWS JSON policy elements: Principal" and "AWS JSON policy elements: NotPrincipal". */
const account = "111111111111";
const root = `arn:aws:iam::${account}:root`;
const role = `arn:aws:iam::${account}:role/team/Worker`;
const session = `arn:aws:sts::${account}:assumed-role/Worker/s`;
const user = `arn:aws:iam::${account}:user/anna`;
const ec2 = "ec2.amazonaws.com";

describe("one entry under AWS", () => {
  const none = { account: "", role: "", roleAccount: "", partition: "" };
  test.each<[string, object]>([
    [account, { ...none, account }],
    [root, { ...none, account, partition: "aws" }],
    [`arn:aws-cn:iam::${account}:root`, { ...none, account, partition: "aws-cn" }],
    [role, { ...none, role: "Worker", roleAccount: account, partition: "aws" }],
    [user, none],
    [session, none],
    [`arn:aws:s3::${account}:root`, none],
    [`arn:aws:iam::${account}:role`, none],
    [`arn:aws:iam::${account}:group/role/x`, none],
    ["*", none],
    ["", none],
  ])("%s", (text, expected) => {
    expect(readAwsEntry(text)).toEqual({ text, ...expected });
  });
});

describe("the element", () => {
  test.each<[unknown, boolean, string]>([
    ["anyone", false, "it is neither `*` nor an object"],
    [[account], false, "it is neither `*` nor an object"],
    [null, true, "it is neither `*` nor an object"],
    [{ AWS: 5 }, false, "`AWS` is neither a text nor a list of texts"],
    [
      { AWS: account, Service: [ec2, null] },
      false,
      "`Service` is neither a text nor a list of texts",
    ],
    [{ Federated: {} }, false, "`Federated` is neither a text nor a list of texts"],
    [{ Aws: account }, false, "`Aws` is no kind of principal"],
    [{ AWS: account, Everyone: "*" }, true, "`Everyone` is no kind of principal"],
    [{}, true, "it names nobody"],
    [{ AWS: [], Service: [] }, true, "it names nobody"],
  ])("%j, negated: %s, cannot be read", (value, negated, problem) => {
    expect(readPrincipals({ negated, value })).toEqual({ kind: "unreadable", problem });
  });

  test.each<[unknown, object]>([
    ["*", { written: ["*"], everyone: true, service: [], other: [] }],
    [{ AWS: ["*", account] }, { written: ["*", account], everyone: true, service: [], other: [] }],
    [{}, { written: [], everyone: false, service: [], other: [] }],
    [
      { CanonicalUser: "c", Service: "*", AWS: user, Federated: ["f"] },
      { written: [user, "*", "c", "f"], everyone: false, service: ["*"], other: ["c", "f"] },
    ],
  ])("%j", (value, expected) => {
    const found = readPrincipals({ negated: false, value });
    expect(found).toMatchObject({ kind: "given", negated: false, ...expected });
  });
});

type Effect = "Allow" | "Deny";
function reachOf(
  value: unknown,
  caller: string,
  effect: Effect,
  negated = false,
  hasBoundary = false,
) {
  const element = readPrincipals({ negated, value });
  if (element.kind === "unreadable") throw new Error(element.problem);
  return principalReach(element, readCaller(caller), effect, hasBoundary);
}

describe("how far Principal reaches", () => {
  const { none, account: byAccount, role: byRole, direct } = reach;
  test.each<[unknown, string, number, number]>([
    [{ AWS: account }, user, byAccount, byAccount],
    [{ AWS: root }, user, byAccount, byAccount],
    [{ AWS: root }, root, direct, direct],
    [{ AWS: account }, root, direct, direct],
    [{ AWS: root }, account, direct, direct],
    [{ AWS: root.replace("aws", "aws-cn") }, account, direct, direct],
    [{ AWS: root.replace("aws", "aws-cn") }, user, none, none],
    [{ AWS: account }, user.replace("aws", "aws-cn"), byAccount, byAccount],
    [{ AWS: "222222222222" }, user, none, none],
    [{ AWS: role }, role, byRole, byRole],
    [{ AWS: role }, session, byRole, byRole],
    [{ AWS: role.replace("team/", "") }, session, byRole, byRole],
    [{ AWS: role.replace("team/", "") }, role, none, none],
    [{ AWS: role.replace("aws", "aws-cn") }, session, none, none],
    [{ AWS: role.replace(account, "222222222222") }, session, none, none],
    [{ AWS: role.replace("Worker", "worker") }, session, none, none],
    [{ AWS: session }, session, direct, direct],
    [{ AWS: session }, role, none, none],
    [{ AWS: user }, user, direct, direct],
    [{ AWS: [role, account] }, session, byRole, byRole],
    [{ AWS: [account, role] }, session, byRole, byRole],
    [{ AWS: [account, session] }, session, direct, direct],
    [{ AWS: [session, account] }, session, direct, direct],
    [{ AWS: [account, "222222222222"] }, user, byAccount, byAccount],
    [{ AWS: "someone" }, ec2, none, none],
    [{ AWS: [] }, user, none, none],
    // A part of an ARN is no wildcard of AWS's: nobody under Allow, a pattern under Deny.
    [{ AWS: `arn:aws:iam::${account}:role/*` }, session, none, direct],
    [{ AWS: `arn:aws:iam::${account}:role/*` }, role, none, direct],
    [{ AWS: `arn:aws:iam::${account}:role/*` }, user, none, none],
    [{ AWS: `arn:aws:iam::${account}:role/W*` }, session, none, direct],
    [{ AWS: `arn:aws:iam::${account}:role/V*` }, session, none, none],
    [{ AWS: `arn:aws:iam::${account}:user/a*` }, user, none, direct],
    [{ AWS: `arn:aws:iam::${account}:user/b*` }, user, none, none],
    [{ AWS: `arn:aws:sts::${account}:assumed-role/Worker/*` }, session, none, direct],
    [{ AWS: `arn:aws:sts::${account}:assumed-role/Worker/*` }, role, none, none],
    [{ AWS: "ec2.*" }, ec2, none, direct],
    [{ AWS: "*:role/" }, ec2, none, none],
    [{ AWS: "*:role/" }, user, none, none],
    [{ Service: ec2 }, ec2, direct, direct],
    [{ Service: ["s3.amazonaws.com", ec2] }, ec2, direct, direct],
    [{ Service: "s3.amazonaws.com" }, ec2, none, none],
    [{ Service: "*" }, ec2, none, direct],
    [{ Service: "*" }, user, none, none],
    [{ Service: "ec2.*" }, ec2, none, none],
    [{ Service: user }, user, none, none],
    [{ Federated: user }, user, direct, direct],
    [{ CanonicalUser: "c" }, "c", direct, direct],
    [{ CanonicalUser: "c" }, "d", none, none],
  ])("%j, called by %s: Allow %s, Deny %s", (value, caller, allow, deny) => {
    expect(reachOf(value, caller, "Allow")).toBe(allow);
    expect(reachOf(value, caller, "Deny")).toBe(deny);
  });
});

describe("whom NotPrincipal spares", () => {
  const other = "arn:aws:iam::222222222222:user/eve";
  test.each<[unknown, string, boolean, boolean]>([
    [{ AWS: [user, root] }, user, true, true],
    [{ AWS: [root, user] }, user, true, true],
    // Without the account an explicit Deny is not spared; an account alone spares its root only.
    [{ AWS: user }, user, true, false],
    [{ AWS: root }, user, true, false],
    [{ AWS: root }, root, true, true],
    [{ AWS: [user, "222222222222"] }, user, true, false],
    [{ AWS: [role, root] }, role, true, true],
    [{ AWS: [session, role, root] }, session, true, true],
    [{ AWS: [session, root] }, session, true, false],
    [{ AWS: [role, root] }, session, true, false],
    [{ AWS: [session, role.replace("Worker", "Other"), root] }, session, true, false],
    [{ AWS: [user, root] }, other, false, false],
    ["*", user, true, true],
    // A pattern spares whom it fits from an Allow, and nobody from a Deny.
    [{ AWS: `arn:aws:iam::${account}:user/*` }, user, true, false],
    [{ AWS: [`arn:aws:iam::${account}:user/*`, root] }, user, true, false],
    [{ AWS: `arn:aws:iam::${account}:ro*` }, root, true, false],
    [{ Service: "*" }, ec2, true, false],
    [{ Service: ec2 }, ec2, true, true],
    [{ Service: ec2 }, user, false, false],
    [{ AWS: account }, ec2, false, false],
  ])("%j, called by %s: from an Allow %s, from a Deny %s", (value, caller, allow, deny) => {
    const spared = (effect: Effect) => reachOf(value, caller, effect, true) === reach.none;
    expect(spared("Allow")).toBe(allow);
    expect(spared("Deny")).toBe(deny);
  });

  test("a boundary leaves nobody spared but the root and services", () => {
    const list = { AWS: [user, session, role, root], Service: ec2 };
    const spared = [user, session, role, root, ec2].map(
      (caller) => reachOf(list, caller, "Deny", true, true) === reach.none,
    );
    expect(spared).toEqual([false, false, false, true, true]);
    expect(reachOf("*", user, "Deny", true, true)).toBe(reach.direct);
  });
});
