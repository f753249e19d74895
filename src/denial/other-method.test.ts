import { describe, expect, test } from "vitest";
import { presets } from "#scenario";
import {
  denialMessage,
  explainedAs,
  onlyDenial,
  sourceKey,
  targetSession,
} from "#testing/explained";

const { scenario } = presets[0];

describe("a call of the other method suggests that method", () => {
  const event = (eventName: string, arn = targetSession) =>
    JSON.stringify({
      eventSource: "kms.amazonaws.com",
      eventName,
      awsRegion: "us-east-1",
      errorCode: "AccessDenied",
      sourceIPAddress: "ec2-frontend-api.amazonaws.com",
      userIdentity: { type: "AssumedRole", arn, invokedBy: "ec2-frontend-api.amazonaws.com" },
      requestParameters: { keyId: sourceKey, encryptionContext: { "aws:ebs:id": "vol-0a" } },
      resources: [{ ARN: sourceKey }],
    });
  test.each(["GenerateDataKeyWithoutPlaintext", "CreateGrant"])("%s", (name) => {
    expect(onlyDenial(event(name)).suggestion).toMatchObject({
      question: "method",
      answer: "create-volume",
    });
  });
  test("attaching a volume", () => {
    const one = onlyDenial(denialMessage(targetSession, "ec2:AttachVolume", "*", ""));
    expect(one.suggestion).toMatchObject({ answer: "create-volume" });
  });
  test("a read of blocks, while the answers have volumes", () => {
    const volumes = { ...scenario, method: "create-volume" } as const;
    const text = denialMessage(targetSession, "ebs:GetSnapshotBlock", "*", "");
    const one = explainedAs("denials", text, { scenario: volumes });
    expect(one.denials[0]?.suggestion).toMatchObject({
      answer: "ebs-direct",
    });
  });
  test.each([
    ["a call of the method itself", event("Decrypt")],
    [
      "a call of another role",
      event("CreateGrant", targetSession.replace("CadoResponseCrossAccountRole", "Auditor")),
    ],
    ["a call of no method", event("Encrypt")],
  ])("%s suggests nothing", (_, text) => {
    expect(onlyDenial(text)).not.toHaveProperty("suggestion");
  });
});
