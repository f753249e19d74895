import { describe, expect, test } from "vitest";
import { denialMessage, onlyDenial, sourceKey, whatToDo } from "#testing/explained";

/** Source: facts §8; EC2 Auto Scaling User Guide, "Required AWS KMS key policy for use with encrypted volumes". */
describe("a role that AWS owns gets a remedy that can be done", () => {
  const session = (role: string, account = "222222222222") =>
    `arn:aws:sts::${account}:assumed-role/${role}/session`;
  const silent = "because no resource-based policy allows the kms:Decrypt action";
  const spot = "role/aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot";

  test.each([
    ["AWSServiceRoleForEC2Spot", spot],
    [
      "AWSServiceRoleForAutoScaling",
      "role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
    ],
    [
      "AWSServiceRoleForAutoScaling_Team",
      "role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling_Team",
    ],
  ])("%s in the sourceKey's account: the key policy with the whole ARN", (role, arn) => {
    const one = onlyDenial(denialMessage(session(role), "kms:Decrypt", sourceKey, silent));
    const named = one.remedies.map(({ documentId }) => documentId);
    expect(named.slice(0, 2)).toEqual(["t1/k1/key", "t1/k1/key"]);
    expect(whatToDo(one)).toContain(`arn:aws:iam::222222222222:${arn}`);
    expect(whatToDo(one)).toContain("kms:GrantIsForAWSResource");
    expect(whatToDo(one)).not.toMatch(/in an identity policy of the caller/);
  });

  test("in another account: a grant, made from the role's account", () => {
    const role = session("AWSServiceRoleForAutoScaling", "333333333333");
    const one = onlyDenial(denialMessage(role, "kms:Decrypt", sourceKey, silent));
    expect(one.remedies.at(-1)?.command).toBe(
      `aws kms create-grant --region us-east-1 --key-id ${sourceKey} --grantee-principal arn:aws:iam::333333333333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling --operations DescribeKey Decrypt GenerateDataKeyWithoutPlaintext ReEncryptFrom ReEncryptTo CreateGrant`,
    );
    expect(whatToDo(one)).toContain('"AWS": "arn:aws:iam::333333333333:root"');
    expect(whatToDo(one)).toContain("kms:GranteePrincipal");
  });

  test.each(["222222222222", "333333333333"])(
    "a service that is not known, in account %s: its path is asked for",
    (account) => {
      const one = onlyDenial(
        denialMessage(session("AWSServiceRoleForOther", account), "kms:Decrypt", sourceKey, silent),
      );
      expect(whatToDo(one)).toContain(
        "aws iam get-role --role-name AWSServiceRoleForOther --query Role.Arn",
      );
      expect(whatToDo(one)).not.toMatch(/role\/AWSServiceRoleForOther/);
    },
  );

  test.each(["111111111111", "222222222222"])(
    "a role of IAM Identity Center in account %s: its path is asked for",
    (account) => {
      const role = session("AWSReservedSSO_Forensics_00112233445566aa", account);
      const one = onlyDenial(
        denialMessage(role, "kms:DescribeKey", sourceKey, silent.replace("Decrypt", "DescribeKey")),
      );
      const remedies = whatToDo(one);
      expect(remedies).toContain("aws-reserved/sso.amazonaws.com/");
      expect(remedies).toContain(
        "aws iam get-role --role-name AWSReservedSSO_Forensics_00112233445566aa",
      );
      expect(remedies).not.toMatch(/role\/AWSReservedSSO/);
      expect(remedies).not.toMatch(/in an identity policy of the caller/);
      expect(remedies.includes("permission set Forensics")).toBe(account === "111111111111");
    },
  );

  test("an event has the path: the ARN is whole", () => {
    const arn =
      "arn:aws:iam::222222222222:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Forensics_00112233445566aa";
    const one = onlyDenial(
      JSON.stringify({
        eventSource: "kms.amazonaws.com",
        eventName: "Decrypt",
        awsRegion: "us-east-1",
        errorCode: "AccessDenied",
        sourceIPAddress: "203.0.113.7",
        userIdentity: {
          type: "AssumedRole",
          arn: session("AWSReservedSSO_Forensics_00112233445566aa"),
          sessionContext: { sessionIssuer: { arn } },
        },
        errorMessage: denialMessage("ANN", "kms:Decrypt", sourceKey, silent),
        requestParameters: { keyId: sourceKey },
      }),
    );
    expect(whatToDo(one)).toContain(`"AWS": "${arn}"`);
  });

  test("EC2's own role → the role that attaches the volume makes the grant", () => {
    const one = onlyDenial(
      denialMessage(session("aws:ec2-infrastructure"), "kms:Decrypt", sourceKey, silent),
    );
    expect(whatToDo(one)).toContain("kms:CreateGrant");
    expect(whatToDo(one)).not.toMatch(/"Principal"/);
  });

  test("an ordinary role may have a path too, and that is said", () => {
    const one = onlyDenial(denialMessage(session("Auditor"), "kms:Decrypt", sourceKey, silent));
    expect(whatToDo(one)).toContain("with the role’s path if it has one");
  });
});
