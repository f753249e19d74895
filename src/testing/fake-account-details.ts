/**
 * What `aws iam get-account-authorization-details` prints of an account with so many roles, the platform's among them.
 * The repository keeps no file of that size.
 */
export function accountDetailsOf(roles: number): string {
  const names = Array.from({ length: roles - 1 }, (_, index) => `Workload${index + 1}`);
  return JSON.stringify(
    {
      UserDetailList: [{ UserName: "alice", Path: "/", UserPolicyList: [] }],
      GroupDetailList: [],
      RoleDetailList: ["CadoResponseCrossAccountRole", ...names].map(fakeRole),
      Policies: [
        fakePolicy("arn:aws:iam::222222222222:policy/UseVolumeKeys", "UseVolumeKeys", use),
        fakePolicy("arn:aws:iam::222222222222:policy/Everything", "Everything", all),
        fakePolicy("arn:aws:iam::aws:policy/ReadOnlyAccess", "ReadOnlyAccess", all),
      ],
      IsTruncated: false,
    },
    null,
    4,
  );
}

const platform = "arn:aws:iam::111111111111:role/CadoResponseRole";
const use = statement({
  Sid: "UseVolumeKeys",
  Action: ["kms:Decrypt", "kms:DescribeKey"],
  Resource: "*",
});
const all = statement({ Action: "*", Resource: "*" });

function fakeRole(name: string, index: number): unknown {
  const isPlatform = index === 0;
  const principal = isPlatform ? { AWS: platform } : { Service: "ec2.amazonaws.com" };
  return {
    Path: "/",
    RoleName: name,
    RoleId: `AROAEXAMPLE${String(index).padStart(10, "0")}`,
    Arn: `arn:aws:iam::222222222222:role/${name}`,
    CreateDate: "2026-01-07T09:20:00+00:00",
    AssumeRolePolicyDocument: statement({ Principal: principal, Action: "sts:AssumeRole" }),
    InstanceProfileList: [],
    RolePolicyList: [
      {
        PolicyName: "OwnBucket",
        PolicyDocument: statement({ Action: "s3:GetObject", Resource: `arn:aws:s3:::${name}/*` }),
      },
    ],
    AttachedManagedPolicies: [
      {
        PolicyName: "UseVolumeKeys",
        PolicyArn: "arn:aws:iam::222222222222:policy/UseVolumeKeys",
      },
    ],
    PermissionsBoundary: {
      PermissionsBoundaryType: "Policy",
      PermissionsBoundaryArn: "arn:aws:iam::222222222222:policy/Everything",
    },
    Tags: [],
  };
}

function fakePolicy(arn: string, name: string, document: unknown): unknown {
  return {
    PolicyName: name,
    PolicyId: `ANPAEXAMPLE${name}`,
    Arn: arn,
    Path: "/",
    DefaultVersionId: "v2",
    AttachmentCount: 1,
    IsAttachable: true,
    PolicyVersionList: [
      { Document: document, VersionId: "v2", IsDefaultVersion: true },
      {
        Document: statement({ Action: "kms:*", Resource: "*" }),
        VersionId: "v1",
        IsDefaultVersion: false,
      },
    ],
  };
}

function statement(rest: object): unknown {
  return { Version: "2012-10-17", Statement: [{ Effect: "Allow", ...rest }] };
}
