import { describe, expect, test } from "vitest";
import { presets } from "#scenario";
import { explainedAs, sourceKey, targetSession, whatToDo } from "#testing/explained";

const { scenario } = presets[0];

/** Source: facts §8; karpenter-provider-aws #1407; kubernetes #62171; EBS User Guide, "Amazon EventBridge events". */
describe("words that hide a denial by KMS", () => {
  const activity = JSON.stringify({
    Activities: [
      {
        StatusCode: "Cancelled",
        StatusMessage:
          "Instance became unhealthy while waiting for instance to be in InService state. Termination Reason: Client.InternalError: Client error on launch",
      },
    ],
  });
  const instances = JSON.stringify({
    Reservations: [
      {
        Instances: [
          {
            State: { Name: "terminated" },
            Placement: { AvailabilityZone: "eu-west-1a" },
            StateReason: {
              Code: "Client.InternalError",
              Message: "Client.InternalError: Client error on launch",
            },
          },
        ],
      },
    ],
  });
  const snapshots = JSON.stringify({
    Snapshots: [
      { SnapshotId: "snap-0a", State: "error", StateMessage: "Given key ID is not accessible" },
    ],
  });
  const notification = (type: string, detail: object) =>
    JSON.stringify({
      "detail-type": type,
      source: "aws.ec2",
      account: "333333333333",
      region: "sa-east-1",
      detail,
    });
  test.each<[name: string, text: string, hides: RegExp]>([
    ["a launch", "Reason: Client.InternalError: Client error on launch", /launch/],
    ["an activity of Auto Scaling", activity, /launch/],
    ["describe-instances", instances, /launch/],
    [
      "a notification of Auto Scaling",
      notification("EC2 Instance Launch Unsuccessful", { StatusCode: "Failed" }),
      /launch/,
    ],
    [
      "the sourceKey's state",
      "Launching a new EC2 instance. Status Reason: Client.InvalidKMSKey.InvalidState: The KMS key provided is in an incorrect state.",
      /disabled/,
    ],
    [
      "an attached volume, after a level in brackets",
      `[WARN] attach failed: CustomerKeyHasBeenRevoked: Volume vol-0a cannot be attached. The encrypted volume was unable to access the KMS key ${sourceKey}`,
      /not attached/,
    ],
    ["describe-snapshots", snapshots, /not copied/],
    [
      "a copy of AWS Backup",
      "AMI snapshot copy failed with error: Given key ID is not accessible. You must have DescribeKey permissions on the default CMK",
      /DescribeKey/,
    ],
    [
      "a failed volume",
      notification("EBS Volume Notification", {
        event: "createVolume",
        result: "failed",
        cause: `${sourceKey} is disabled.`,
      }),
      /vanished/,
    ],
    [
      "a failed snapshot",
      notification("EBS Snapshot Notification", { event: "copySnapshot", result: "failed" }),
      /snapshot ended/,
    ],
    [
      "a volume that vanished",
      "failed to create encrypted volume: the volume disappeared after creation, most likely due to inaccessible KMS encryption key",
      /vanished/,
    ],
    [
      "KMS's old message",
      "AccessDeniedException: The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.",
      /old message/,
    ],
    [
      "an encoded message",
      "An error occurred (UnauthorizedOperation) when calling the RunInstances operation: You are not authorized to perform this operation. Encoded authorization failure message: 4GIOHlTkIaWHQD0Q0m6XSnuUMCm",
      /encoded message/,
    ],
    [
      "a launch that names the key’s state, and the permissions to have",
      'Cause: One or more of the attached Amazon EBS volumes are encrypted with an inaccessible\nAWS KMS key.\nResolution:\n"kms:CreateGrant"\n"kms:ReEncrypt"',
      /launch/,
    ],
    [
      "a volume that vanished, in Markdown",
      "**failed to get an available volume in EC2: InvalidVolume**.NotFound: The volume 'vol-036f' does not exist.",
      /vanished/,
    ],
    [
      "an image",
      "==> aws: Error waiting for AMI: unexpected state 'failed', wanted target 'available'",
      /image/,
    ],
    ["a copied image", "State Reason: Copy image failed with an internal error.", /image/],
    [
      "a copy by RDS",
      "An error occurred (KMSKeyNotAccessibleFault) when calling the CopyDBSnapshot operation: The source snapshot KMS key does not exist, is not enabled or you do not have permissions to access it",
      /RDS/,
    ],
    [
      "KMS's old message, wrapped by a terminal",
      "│ The ciphertext refers to a customer\n│ master key that does not exist, does not exist in this region",
      /old message/,
    ],
  ])("%s", (_, text, hides) => {
    const one = explainedAs("symptom", text);
    expect(one.hides).toMatch(hides);
    const actions = one.lookFor.map(({ action }) => action);
    expect(actions).toContain("kms:Decrypt");
    expect(actions).toContain("kms:ReEncrypt");
    expect(one.lookFor.every(({ by }) => by !== "")).toBe(true);
    const where = one.queries.map((query) => query.where);
    expect(where).toEqual(["CloudTrail console", "AWS CLI", "CloudTrail Lake", "Athena"]);
    for (const query of one.queries) {
      expect(query.text).toContain("kms.amazonaws.com");
      expect(query.text).toContain("AccessDenied");
    }
    expect(one.cautions.join(" ")).toContain("only in the account of the caller");
  });

  test.each<[text: string, says: RegExp]>([
    [
      "Error modify snapshot attributes: OperationNotPermitted: Encrypted snapshots with EBS default key cannot be shared",
      /No policy decided.*customer managed key/,
    ],
    [
      "Copy job failed because the destination Backup vault is encrypted with the default Backup service managed key.",
      /No policy decided.*customer managed key/,
    ],
    [
      `An error occurred (DisabledException) when calling the Decrypt operation: ${sourceKey} is disabled.`,
      /No policy decided.*state of the key/,
    ],
    [
      `An error occurred (KMSInvalidStateException) when calling the CreateGrant operation: ${sourceKey} is pending deletion.`,
      /No policy decided.*state of the key/,
    ],
    [
      `An error occurred (NotFoundException) when calling the DescribeKey operation: Key '${sourceKey}' does not exist`,
      /No policy decided.*no such key/,
    ],
    [
      "An error occurred (DryRunOperationException) when calling the Decrypt operation: The request would have succeeded, but the DryRun option is set.",
      /AWS allowed this call/,
    ],
  ])("%s is no denial to look for", (text, says) => {
    const { hides, lookFor, queries, remedies } = explainedAs("symptom", text);
    expect({ lookFor, queries }).toEqual({ lookFor: [], queries: [] });
    expect(hides).toMatch(says);
    expect(remedies).toHaveLength(text.includes(sourceKey) ? 1 : 0);
  });

  test("the key and the region of the text are in the calls and the queries", () => {
    const one = explainedAs(
      "symptom",
      `CustomerKeyHasBeenRevoked: The encrypted volume was unable to access the KMS key ${sourceKey}`,
    );
    expect(one.lookFor).toContainEqual(
      expect.objectContaining({
        action: "kms:CreateGrant",
        keyArn: sourceKey,
        region: "us-east-1",
        account: "222222222222",
      }),
    );
    expect(one.queries.map(({ text }) => text).join("\n")).toContain(sourceKey);
    expect(whatToDo(one)).toContain(`aws kms describe-key --key-id ${sourceKey}`);
  });

  test("the caller of the text, and not the sourceKey's account, says where to look", () => {
    const role = "arn:aws:iam::444444444444:role/team/Launcher";
    const one = explainedAs(
      "symptom",
      `Client.InternalError: Client error on launch, started by ${role}, ${sourceKey}`,
    );
    expect(one.lookFor[0]).toMatchObject({
      by: "Launcher",
      account: "444444444444",
      keyArn: sourceKey,
    });
  });

  test("an event of EC2 gives its caller and region", () => {
    const one = explainedAs(
      "symptom",
      JSON.stringify({
        eventSource: "ec2.amazonaws.com",
        eventName: "RunInstances",
        awsRegion: "eu-central-1",
        errorCode: "Client.InvalidKMSKey.InvalidState",
        errorMessage: "The KMS key provided is in an incorrect state",
        userIdentity: { type: "AssumedRole", arn: targetSession },
        recipientAccountId: "222222222222",
      }),
    );
    expect(one.lookFor[0]).toMatchObject({ account: "222222222222", region: "eu-central-1" });
  });

  test("the account of a notification says where to look", () => {
    const one = explainedAs(
      "symptom",
      notification("EBS Volume Notification", { event: "attachVolume", result: "failed" }),
    );
    expect(one.lookFor[0]).toMatchObject({ account: "333333333333", region: "sa-east-1" });
  });

  test("the step of the import is shown, and without one the method that has it", () => {
    const text = `CustomerKeyHasBeenRevoked: unable to access the KMS key ${sourceKey}`;
    const direct = explainedAs("symptom", text);
    expect(direct.steps).toEqual([]);
    expect(direct.suggestion).toMatchObject({ question: "method", answer: "create-volume" });
    const volumes = {
      ...scenario,
      method: "create-volume",
      crossAccount: "target-role-grants",
    } as const;
    const one = explainedAs("symptom", "Client.InternalError: Client error on launch", {
      scenario: volumes,
    });
    expect(one.steps.map(({ kind }) => kind)).toContain("attach-volume");
    expect(one).not.toHaveProperty("suggestion");
  });

  test("an encoded message is decoded first", () => {
    const one = explainedAs(
      "symptom",
      "Client.UnauthorizedOperation: Encoded authorization failure message: 4GIOHlTkIaWHQD0Q0m6XSnuUMCm",
    );
    expect(one.remedies[0]?.command).toBe(
      "aws sts decode-authorization-message --encoded-message 4GIOHlTkIaWHQD0Q0m6XSnuUMCm",
    );
  });
});
