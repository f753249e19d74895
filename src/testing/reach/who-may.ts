import { authorize, cellIncludes, type PolicySet, type ReachQuestion, reach } from "#engine";

/** One of each kind of caller, of the account of the resource and of others. */
const callers = [
  ...["222222222222", "111111111111", "999999999999"].flatMap((account) => [
    `arn:aws:iam::${account}:root`,
    `arn:aws:iam::${account}:user/Ada`,
    `arn:aws:iam::${account}:role/CadoResponseRole`,
    `arn:aws:iam::${account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
    `arn:aws:sts::${account}:assumed-role/CadoResponseRole/import`,
    `arn:aws:sts::${account}:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling`,
    `arn:aws:sts::${account}:federated-user/Ada`,
  ]),
  "222222222222",
  `arn:aws-cn:iam::222222222222:user/Ada`,
  "ec2.amazonaws.com",
  "*",
  "accounts.google.com",
];
const short = (principal: string) =>
  principal
    .replace(/^arn:(aws|aws-cn):(?:iam|sts)::/, (_all, partition) =>
      partition === "aws" ? "" : `${partition} `,
    )
    .replace("aws-service-role/autoscaling.amazonaws.com/", "linked/");

/** For each action who may call it, as `reach` says; throws if the authorizer decides one of the requests otherwise. */
export function whoMay(
  policies: PolicySet,
  resource: string,
  actions: readonly string[],
  more: Partial<ReachQuestion> = {},
) {
  const { allowed, undecided } = reach({ policies, resource, actions, ...more });
  if (undecided.length > 0) throw new Error("undecided");
  return actions.map((action) => {
    const allowedTo = callers.filter((principal) => {
      const request = { principal, action, resource, resourceAccount: more.resourceAccount };
      const isIn = allowed.some((cell) => cellIncludes(cell, request));
      const { outcome } = authorize(request, policies);
      if (isIn !== (outcome === "allowed")) throw new Error(`${principal} ${action}: ${outcome}`);
      return isIn;
    });
    return `${action}: ${allowedTo.map(short).join(", ")}`;
  });
}
