/** The documents that the rules' pages show. The own account of all of them is `ownAccount`. */
export const ownAccount = "111111111111";

type Json = Readonly<Record<string, unknown>>;

/** A document of these statements under the current Version. */
export function policy(...statements: readonly Json[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements }, null, 2);
}

const ownRoot: Json = {
  Sid: "AccountOwnsKey",
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${ownAccount}:root` },
  Action: "kms:*",
  Resource: "*",
};

/** A key policy with these statements after the one that hands the key to its own account. */
export function keyPolicy(...statements: readonly Json[]): string {
  return policy(ownRoot, ...statements);
}

export const keyArn = `arn:aws:kms:us-east-1:${ownAccount}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
export const foreignKeyArn =
  "arn:aws:kms:us-east-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab";
export const role = `arn:aws:iam::${ownAccount}:role/CadoResponseRole`;
export const foreignRole = "arn:aws:iam::222222222222:role/CadoResponseCrossAccountRole";

/** An Allow statement of an identity policy on one key. */
export function allow(action: string | readonly string[], more: Json = {}): Json {
  return { Effect: "Allow", Action: action, Resource: keyArn, ...more };
}

/** An Allow statement of a key policy for a role of the key's account. */
export function allowRole(action: string | readonly string[], more: Json = {}): Json {
  return { Effect: "Allow", Principal: { AWS: role }, Action: action, Resource: "*", ...more };
}

/** A statement of a trust policy that lets a role of the own account in. */
export function trust(more: Json = {}): Json {
  return { Effect: "Allow", Principal: { AWS: role }, Action: "sts:AssumeRole", ...more };
}
