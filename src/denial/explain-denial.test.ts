import { describe, expect, test } from "vitest";
import { runAcquisition } from "#acquisition";
import { explainDenial } from "#denial";
import { generate } from "#generator";
import { presets } from "#scenario";
import { eventsOfRun } from "#testing/cloudtrail-log";
import {
  denialMessage,
  explainedAs,
  onlyDenial,
  platformSession,
  sourceKey,
  targetSession,
  whatToDo,
} from "#testing/explained";

/** Messages of the IAM User Guide, "Troubleshoot access denied error messages", and of the Organizations User Guide. */
describe("AWS names a layer that is not among the documents", () => {
  const scp =
    "with an explicit deny in a service control policy: arn:aws:organizations::777777777777:policy/o-exampleorg/service_control_policy/p-examplepolicy";
  test.each<[reason: string, layer: string, explicit: boolean, find: RegExp]>([
    [
      "because no permissions boundary allows the kms:Decrypt action",
      "permissionsBoundary",
      false,
      /get-role --role-name CadoResponseCrossAccountRole --query Role.PermissionsBoundary/,
    ],
    [
      "with an explicit deny in a permissions boundary",
      "permissionsBoundary",
      true,
      /Role.PermissionsBoundary/,
    ],
    [
      "with an explicit deny in a permissions boundary: arn:aws:iam::222222222222:policy/Boundary",
      "permissionsBoundary",
      true,
      /get-policy --policy-arn arn:aws:iam::222222222222:policy\/Boundary/,
    ],
    [
      "with an explicit deny in a resource control policy",
      "resourceControlPolicies",
      true,
      /list-policies-for-target --target-id 222222222222 --filter RESOURCE_CONTROL_POLICY/,
    ],
    [
      "because no resource control policy allows the kms:Decrypt action",
      "resourceControlPolicies",
      false,
      /RESOURCE_CONTROL_POLICY/,
    ],
    [
      "with an explicit deny in a service control policy",
      "serviceControlPolicies",
      true,
      /list-policies-for-target --target-id 222222222222 --filter SERVICE_CONTROL_POLICY/,
    ],
    [
      "because no service control policy allows the kms:Decrypt action",
      "serviceControlPolicies",
      false,
      /FullAWSAccess/,
    ],
    [scp, "serviceControlPolicies", true, /describe-policy --policy-id p-examplepolicy/],
    [
      "because no session policy allows the kms:Decrypt action",
      "sessionPolicies",
      false,
      /AttributeValue=AssumeRole/,
    ],
    ["with an explicit deny in a session policy", "sessionPolicies", true, /AssumeRole/],
    [
      "because no VPC endpoint policy allows the kms:Decrypt action",
      "endpointPolicies",
      false,
      /describe-vpc-endpoints --region us-east-1 --filters Name=service-name,Values=com.amazonaws.us-east-1.kms/,
    ],
    ["with an explicit deny in a VPC endpoint policy", "endpointPolicies", true, /endpoint/],
    ["with an explicit deny", "unknown", true, /Import the service control policy/],
  ])("%s", (reason, layer, explicit, find) => {
    const one = onlyDenial(denialMessage(targetSession, "kms:Decrypt", sourceKey, reason));
    expect(one.awsSaid).toMatchObject({ layer, explicit });
    expect(one.outcome).toBe(explicit ? "explicitly-denied" : "implicitly-denied");
    expect(one.explanation).toMatch(/^Denied: AWS says that /);
    expect(one.explanation).toContain("no Allow here changes that");
    expect(one.explanation).toContain("The documents here would allow the request.");
    expect(whatToDo(one)).toMatch(/Import/);
    expect(whatToDo(one)).toMatch(find);
  });

  test("what the documents refuse besides is said after it, with its remedy", () => {
    const one = onlyDenial(
      denialMessage(
        platformSession,
        "kms:Decrypt",
        sourceKey,
        "with an explicit deny in a resource control policy",
      ),
    );
    expect(one.outcome).toBe("explicitly-denied");
    expect(one.explanation).toMatch(
      /^Denied: AWS says that an explicit Deny in a resource control policy .* Besides, these documents refuse it too/,
    );
    expect(one.remedies[0]?.text).toContain(
      "Import the resource control policy of the resource’s account 2222",
    );
  });

  test("the key need not be known", () => {
    const one = onlyDenial(
      "User: arn:aws:iam::333333333333:user/ann is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext with an explicit deny in a service control policy",
    );
    expect(one).toMatchObject({ outcome: "explicitly-denied" });
    expect(one.explanation).toContain(
      "service control policy of the caller’s account 333333333333",
    );
  });
});

describe("AWS denied what the documents allow", () => {
  const reasons = {
    "no reason": "",
    "a silent identity policy": "because no identity-based policy allows the kms:Decrypt action",
    "a silent key policy": "because no resource-based policy allows the kms:Decrypt action",
    "a Deny in an identity policy": "with an explicit deny in an identity-based policy",
    "a Deny in the key policy": "with an explicit deny in a resource-based policy",
  };
  test.each(Object.entries(reasons))("%s", (_, reason) => {
    const one = onlyDenial(denialMessage(targetSession, "kms:Decrypt", sourceKey, reason));
    expect(one.outcome).not.toBe("allowed");
    expect(one.explanation).not.toMatch(/^Allowed/);
    expect(whatToDo(one)).toMatch(/[Ii]mport/);
    expect(one.answered?.outcome).toBe("allowed");
  });

  test("no reason: the layers that may have decided are named", () => {
    const one = onlyDenial(denialMessage(targetSession, "kms:Decrypt", sourceKey, ""));
    expect(one.outcome).toBe("undecided");
    for (const layer of ["service or resource control policy", "permissions boundary", "session"])
      expect(one.explanation).toContain(layer);
    expect(whatToDo(one)).toContain(
      `aws kms get-key-policy --region us-east-1 --policy-name default --key-id ${sourceKey}`,
    );
  });
});

test("a denial that the documents explain has their reason and remedy alone", () => {
  const reason = "because no identity-based policy allows the kms:PutKeyPolicy action";
  const one = onlyDenial(denialMessage(targetSession, "kms:PutKeyPolicy", sourceKey, reason));
  expect(one.outcome).toBe("implicitly-denied");
  expect(one.explanation).toMatch(/^Denied: no identity policy of .* allows kms:PutKeyPolicy/);
  expect(one.remedies).toEqual(one.answered?.remedies);
});

describe("EC2 and EBS permissions are not judged", () => {
  test.each([
    ["ebs:ListSnapshotBlocks", "arn:aws:ec2:us-east-1::snapshot/snap-0a"],
    ["ebs:GetSnapshotBlock", "arn:aws:ec2:us-east-1::snapshot/snap-0a"],
    ["ec2:CreateSnapshot", "arn:aws:ec2:us-east-1:222222222222:volume/vol-0a"],
    ["ec2:RunInstances", "arn:aws:ec2:us-east-1:222222222222:instance/*"],
  ])("%s", (action, resource) => {
    const reason = `because no identity-based policy allows the ${action} action`;
    const one = onlyDenial(denialMessage(targetSession, action, resource, reason));
    expect(one.outcome).toBe("not-judged");
    expect(one.explanation).toMatch(/^Not judged: .*vendor’s template/);
    expect(one.explanation).not.toMatch(/[Dd]enied/);
    expect(one.remedies).toEqual([]);
  });

  test("a layer that AWS names is said all the same", () => {
    const one = onlyDenial(
      denialMessage(
        targetSession,
        "ec2:CreateVolume",
        "*",
        "with an explicit deny in a service control policy",
      ),
    );
    expect(one.outcome).toBe("not-judged");
    expect(one.explanation).toContain("an explicit Deny in a service control policy");
    expect(whatToDo(one)).toContain("Import the service control policy");
  });
});

test.each(["aws-us-gov", "aws-cn"])(
  "a message of the partition %s is said to be of it",
  (partition) => {
    const other = denialMessage(targetSession, "kms:Decrypt", sourceKey, "").replaceAll(
      "arn:aws:",
      `arn:${partition}:`,
    );
    const one = onlyDenial(other);
    expect(one).toMatchObject({ outcome: "undecided", remedies: [] });
    expect(one.explanation).toContain(`the partition ${partition}, and the answers are for aws`);
  },
);

test.each([
  ["", /Paste a CloudTrail event/],
  ["hello", /neither a CloudTrail event/],
  ["{}", /not a CloudTrail event/],
  ["x".repeat(6_000_000), /over 5 MiB/],
])("a text that is none of these is not understood", (text, why) => {
  expect(explainDenial(text, presets[0].scenario, [])).toMatchObject({
    kind: "not-understood",
    why: expect.stringMatching(why),
  });
});

describe("the time of a denied event decides, not the moment of the answers", () => {
  const answers = {
    ...presets[0].scenario,
    period: { from: "", until: "2026-12-02" },
    moment: "2026-12-24",
  };
  const [event] = eventsOfRun(
    runAcquisition(presets[0].scenario, generate(presets[0].scenario)),
  ).filter(({ eventName }) => eventName === "CreateGrant" || eventName === "Decrypt");
  const deniedAt = (eventTime: string) => {
    const text = JSON.stringify({ ...event, errorCode: "AccessDenied", eventTime });
    const [denial] = explainedAs("denials", text, { scenario: answers }).denials;
    return denial;
  };

  test("after the access it was refused, within it the documents allow it", () => {
    const after = deniedAt("2026-12-02T00:00:00Z");
    expect(after?.outcome).toBe("implicitly-denied");
    expect(after?.explanation).toContain("aws:CurrentTime");
    expect(after?.cautions.join()).toContain("the time of the event, 2026-12-02 00:00 UTC");
    expect(deniedAt("2026-12-01T23:59:59Z")?.outcome).toBe("undecided");
  });
});
