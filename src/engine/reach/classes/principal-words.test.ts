import { expect, test } from "vitest";
import { readCaller } from "../../authorizer/request/caller.ts";
import { listed, principalWords } from "./principal-words.ts";

const iam = (name: string, account = "222222222222", partition = "aws") =>
  `arn:${partition}:iam::${account}:${name}`;
const sts = (name: string, account = "222222222222") => `arn:aws:sts::${account}:${name}`;
const linked = "aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling";
/** One of each kind of caller of an account that no policy names. */
const anyone = (account?: string) => [
  iam("role/Visitor", account),
  sts("assumed-role/Visitor/visitor", account),
  iam("user/Visitor", account),
  iam("root", account),
  account ?? "222222222222",
  iam(`role/${linked}`, account),
  sts("federated-user/Visitor", account),
];
const services = ["ec2.amazonaws.com", "lambda.amazonaws.com", "rds.amazonaws.com"];

const cases: [why: string, inside: string[], outside: string[], words: string[]][] = [
  ["everyone", [...anyone(), "*", ...services], [], ["everyone"]],
  ["nobody", [], [iam("root")], []],
  ["the root of an account", [iam("root"), "222222222222"], ["*"], ["root of 222222222222"]],
  ["a role", [iam("role/team/Import")], ["*"], ["role Import of 222222222222"]],
  [
    "a role and its sessions count once",
    [iam("role/Import"), sts("assumed-role/Import/a"), sts("assumed-role/Import/b")],
    ["*"],
    ["role Import of 222222222222"],
  ],
  [
    "a session stands for its role",
    [sts("assumed-role/Import/a")],
    [iam("role/Visitor")],
    ["role Import of 222222222222"],
  ],
  [
    "roles and users by name",
    [iam("role/Import"), iam("user/Alice"), iam("user/Bob")],
    anyone(),
    ["role Import of 222222222222", "user Alice of 222222222222", "user Bob of 222222222222"],
  ],
  [
    "a federated user",
    [sts("federated-user/Bob")],
    anyone(),
    ["federated user Bob of 222222222222"],
  ],
  [
    "federated users",
    [sts("federated-user/Visitor")],
    ["*"],
    ["every federated user of 222222222222"],
  ],
  [
    "federated users but one",
    [sts("federated-user/Visitor")],
    [sts("federated-user/Bob")],
    ["every federated user but Bob of 222222222222"],
  ],
  [
    "roles and users of an account, federated users are not worth a word",
    anyone().filter((text) => text !== iam("root") && text !== "222222222222"),
    [iam("root")],
    ["every role and user of 222222222222"],
  ],
  ["a whole account", anyone(), ["*"], ["everyone of 222222222222"]],
  [
    "a whole account, names in it included",
    [...anyone(), iam("role/Import")],
    ["*"],
    ["everyone of 222222222222"],
  ],
  [
    "a whole account but one role",
    anyone(),
    [iam("role/Import"), sts("assumed-role/Import/a")],
    ["root of 222222222222", "every role but Import and user of 222222222222"],
  ],
  [
    "a whole account but two roles and a user",
    anyone(),
    [iam("role/Import"), iam("role/Backup"), iam("user/Alice")],
    ["root of 222222222222", "every role but Import, Backup and user but Alice of 222222222222"],
  ],
  [
    "root and roles, users by name: not everyone",
    [iam("root"), iam("role/Visitor"), sts("federated-user/Visitor"), iam("user/Alice")],
    ["*"],
    ["root of 222222222222", "every role of 222222222222", "user Alice of 222222222222"],
  ],
  [
    "every role without the root",
    [iam("role/Visitor"), iam("user/Visitor"), sts("federated-user/Visitor")],
    ["*"],
    ["every role and user of 222222222222"],
  ],
  [
    "a session that is spared does not spare its role",
    [iam("role/Visitor"), sts("assumed-role/Import/a")],
    [iam("role/Import")],
    ["every role of 222222222222"],
  ],
  [
    "a service-linked role",
    [iam(`role/${linked}`), sts("assumed-role/AWSServiceRoleForAutoScaling/AutoScaling")],
    [iam("role/Visitor")],
    ["service-linked role AWSServiceRoleForAutoScaling of 222222222222"],
  ],
  [
    "every role, a service-linked one without a word",
    [iam("role/Visitor")],
    [iam(`role/${linked}`)],
    ["every role of 222222222222"],
  ],
  [
    "the same of two accounts is one phrase",
    [
      iam("root", "111111111111"),
      iam("role/Visitor", "111111111111"),
      iam("root"),
      iam("role/Visitor"),
    ],
    ["*"],
    ["root of 111111111111 and 222222222222", "every role of 111111111111 and 222222222222"],
  ],
  [
    "an account that nobody names stands for any other",
    [...anyone(), ...anyone("999999999999")],
    ["*"],
    ["everyone of 222222222222 and any other account"],
  ],
  ["another stranger too", [iam("root", "777777777777")], ["*"], ["root of any other account"]],
  [
    "callers of another partition are not worth a word",
    [iam("user/Alice"), iam("user/Bob", "222222222222", "aws-cn")],
    ["*"],
    ["user Alice of 222222222222"],
  ],
  [
    "an account without a partition says nothing of the partition",
    ["222222222222", iam("user/Bob", "222222222222", "aws-cn"), iam("user/Alice")],
    ["*"],
    ["root of 222222222222", "user Bob of 222222222222"],
  ],
  ["anonymous callers", ["*"], [iam("root")], ["anonymous callers"]],
  ["all services", services, ["*"], ["every AWS service"]],
  ["some services", services.slice(1), services.slice(0, 1), services.slice(1)],
  [
    "four services at most",
    [..."abcde"].map((name) => `${name}.amazonaws.com`),
    services,
    [..."abcd"].map((name) => `${name}.amazonaws.com`),
  ],
  [
    "identity providers and all else",
    ["accounts.google.com", "AROAX"],
    ["*"],
    ["federated and other callers"],
  ],
  ["an identity provider", ["accounts.google.com"], ["AROAX"], ["accounts.google.com"]],
  ["four of them at most", [..."vwxyz"], ["AROAX"], [..."vwxy"]],
  [
    "accounts first, then all others",
    ["*", ...services, "AROAX", iam("user/Alice")],
    [iam("root")],
    [
      "user Alice of 222222222222",
      "anonymous callers",
      "every AWS service",
      "federated and other callers",
    ],
  ],
  [
    "a name with an account in it is no account",
    ["x of 222222222222y", "a"],
    ["b"],
    ["x of 222222222222y", "a"],
  ],
];

test.each(cases)("who: %s", (_, inside, outside, words) => {
  const member = (isIn: boolean) => (text: string) => ({ caller: readCaller(text), isIn });
  expect(principalWords([...inside.map(member(true)), ...outside.map(member(false))])).toEqual(
    words,
  );
});

test.each<[string[], string]>([
  [[], ""],
  [["a"], "a"],
  [["a", "b"], "a and b"],
  [["a", "b", "c"], "a, b and c"],
  [[..."abcdefgh"], "a, b, c, d, e, f, g and h"],
  [[..."abcdefghi"], "a, b, c and 6 others"],
])("a list of %j", (texts, words) => {
  expect(listed(texts)).toBe(words);
});
