import type { AccessRequest } from "#engine";
import type { Policy } from "#policy";

// Callers, resources and calls of one account, for the tests of the authorizer.

export const account = "111111111111";
export const user = `arn:aws:iam::${account}:user/anna`;
export const role = `arn:aws:iam::${account}:role/r`;
export const session = `arn:aws:sts::${account}:assumed-role/r/s`;
export const root = `arn:aws:iam::${account}:root`;
export const key = `arn:aws:kms:us-east-1:${account}:key/k`;
export const bucket = "arn:aws:s3:::b/o";

/** A policy of these statements, which may be malformed. */
export const policyOf = (...Statement: unknown[]) =>
  ({ Version: "2012-10-17", Statement }) as Policy;

const all = { Action: "*", Resource: "*" };
export const allow = { Effect: "Allow", ...all };
export const deny = { Effect: "Deny", ...all };
export const allowAll = policyOf(allow);
export const denyAll = policyOf(deny);
/** Says nothing about calls of S3 and KMS. */
export const silent = policyOf({ ...allow, Action: "ec2:*", Principal: "*" });
/** Allows everything to a principal. */
export const to = (principal: unknown) => policyOf({ ...allow, Principal: principal });
export const everyone = to("*");

/** The user's call on the bucket. */
export const onBucket: AccessRequest = {
  principal: user,
  action: "s3:GetObject",
  resource: bucket,
  resourceAccount: account,
};
