/** Values that a reader takes for real ones, by key in lower case. They stand where a policy names none. */
const known: Readonly<Record<string, readonly string[]>> = {
  "kms:viaservice": ["ec2.us-east-1.amazonaws.com", "rds.us-east-1.amazonaws.com"],
  "kms:calleraccount": ["999999999999"],
  "kms:grantisforawsresource": ["true", "false"],
  "kms:grantoperations": ["Decrypt", "CreateGrant"],
  "kms:encryptioncontextkeys": ["aws:ebs:id"],
  "kms:encryptioncontext:aws:ebs:id": ["vol-0123456789abcdef0", "snap-0123456789abcdef0"],
  "kms:resourcealiases": ["alias/other"],
  "kms:requestalias": ["alias/other"],
  "kms:keyspec": ["SYMMETRIC_DEFAULT", "RSA_2048"],
  "kms:keyusage": ["ENCRYPT_DECRYPT", "SIGN_VERIFY"],
  "kms:multiregion": ["false", "true"],
  "aws:principalorgid": ["o-otherorg123"],
  "aws:principalaccount": ["999999999999"],
  "aws:principalarn": ["arn:aws:iam::999999999999:role/Visitor"],
  "aws:principaltype": ["AssumedRole", "User"],
  "aws:resourceaccount": ["999999999999"],
  "aws:requestedregion": ["us-east-1", "eu-west-1"],
  "aws:sourceaccount": ["999999999999"],
  "aws:sourcearn": ["arn:aws:ec2:us-east-1:999999999999:instance/i-0123456789abcdef0"],
  "aws:sourceip": ["203.0.113.7"],
  "aws:sourcevpce": ["vpce-0123456789abcdef0"],
  "aws:sourcevpc": ["vpc-0123456789abcdef0"],
  "aws:username": ["Visitor"],
  "aws:userid": ["AROAEXAMPLEID:visitor"],
  "aws:currenttime": ["2026-01-01T00:00:00Z"],
  "sts:externalid": ["other-external-id"],
  "sts:rolesessionname": ["visitor"],
};

const truth = ["true", "false"];

/** Likely values of a condition key, most likely first. */
export function plausibleValues(key: string): readonly string[] {
  if (Object.hasOwn(known, key)) return known[key] ?? [];
  if (/aws:(?:via|principalis|secure|multifactorauthpresent)/.test(key)) return truth;
  return ["other"];
}
