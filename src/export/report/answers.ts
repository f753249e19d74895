import { instantInWords } from "#policy";
import {
  createGrantFor,
  ebsDirectCopies,
  expiryOfKey,
  type Guards,
  type Key,
  keyStateWords,
  nameOfKey,
  platformRole,
  regionsOfKey,
  type Scenario,
  stateOfKey,
  type Target,
  targetRole,
} from "#scenario";
import { type Line, type Section, section, table } from "./blocks.ts";

function methodWords(scenario: Scenario): string {
  if (scenario.method === "create-volume")
    return "A volume: the snapshot is copied where it has to be, made a volume, and attached to a worker.";
  return ebsDirectCopies(scenario)
    ? "EBS direct: a snapshot under an AWS managed key of another account is first copied to the temporary key, and the copy’s blocks are read. Other snapshots are read where they are."
    : "EBS direct: the blocks of the snapshot are read where it is. Nothing is copied.";
}

const approaches: Readonly<Record<Scenario["crossAccount"], string>> = {
  "target-role-grants":
    "The target role copies the snapshot from its own key to the platform’s temporary key.",
  "both-roles": "Both roles are principals of the key: the platform role copies by itself.",
};

/** What the answers to CreateGrant are called. */
export const createGrantWords: Readonly<Record<Scenario["createGrant"], string>> = {
  withhold: "withheld",
  "aws-resources": "only for AWS resources",
  unrestricted: "unrestricted",
};

const actionSets: Readonly<Record<Scenario["actions"], string>> = {
  least: "Only the actions that the import calls.",
  vendor: "The vendor’s list, which allows more than the import calls.",
};

function ec2Words({ ec2Permissions }: Scenario): string {
  if (!ec2Permissions) return "In other policies: their calls are not judged.";
  if (ec2Permissions.kind === "written") return "Keyhole writes them: their calls are decided.";
  return ec2Permissions.of
    ? "In the policies here, which are complete for some of the roles: their calls are decided."
    : "In the policies here, which are complete: their calls are decided.";
}

const keyTypes: Readonly<Record<Target["keys"][number]["type"], string>> = {
  "aws-managed": "AWS managed",
  "customer-managed": "customer managed",
  "multi-region": "multi-Region",
};

/** The answers that the documents rest on. */
export function answersSection(scenario: Scenario): readonly Section[] {
  const { platform } = scenario;
  const foreign = scenario.targets.some(({ account }) => account !== platform.account);
  const role = platformRole(scenario);
  const rows: readonly (readonly [string, Line])[] = [
    ["Platform", [{ code: platform.account }, " in ", { code: platform.region }]],
    ["Platform role", [{ code: role?.arn ?? platform.role }]],
    ["Temporary keys", ["Aliases begin with ", { code: platform.aliasPrefix }]],
    ["Acquisition method", [methodWords(scenario)]],
    ...(foreign && scenario.method === "create-volume"
      ? ([["Other accounts’ keys", [approaches[scenario.crossAccount]]]] as const)
      : []),
    ["CreateGrant", [createGrantWords[scenario.createGrant]]],
    ["Actions", [actionSets[scenario.actions]]],
    ["EC2 and EBS permissions", [ec2Words(scenario)]],
    ["Restrictions", guardsLine(scenario.guards)],
  ];
  return section(
    ["The answers"],
    [
      { kind: "facts", rows },
      ...table(
        [
          "Account",
          "Role there",
          "Key",
          "Type",
          "Regions",
          "State",
          "CreateGrant",
          "Administrators",
        ],
        scenario.targets.flatMap((target) => keyRows(scenario, target)),
      ),
    ],
    { anchor: "answers", ...(scenario.targets.length > 100 ? { folded: true } : {}) },
  );
}

/** The key's state in each of its regions; AWS keeps its own keys enabled. */
function stateWords(key: Key): string {
  if (key.type === "aws-managed") return keyStateWords.enabled;
  const said = regionsOfKey(key).map((region) => {
    const state = stateOfKey(key, region);
    const expiry = expiryOfKey(key, region);
    const until = expiry === undefined ? "" : `, its material expires at ${instantInWords(expiry)}`;
    return { region, words: state === undefined ? "not said" : keyStateWords[state] + until };
  });
  const [first] = said;
  if (first && said.every(({ words }) => words === first.words)) return first.words;
  return said.map(({ region, words }) => `${region}: ${words}`).join(", ");
}

function keyRows(scenario: Scenario, target: Target): readonly (readonly Line[])[] {
  const role = targetRole(scenario, target)?.arn;
  return target.keys.map((key) => [
    [{ code: target.account }],
    role ? [{ code: role }] : ["the platform role itself"],
    [{ code: nameOfKey(key) }],
    [keyTypes[key.type]],
    [{ code: regionsOfKey(key).join(", ") }],
    [stateWords(key)],
    [createGrantWords[createGrantFor(scenario, key)]],
    key.type === "aws-managed" || key.administrators.length === 0
      ? ["–"]
      : [{ code: key.administrators.join(", ") }],
  ]);
}

const guardWords: readonly (readonly [
  keyof Pick<Guards, "viaService" | "encryptionContext" | "grantOperations" | "denyOthers">,
  string,
])[] = [
  ["viaService", "only through EC2"],
  ["encryptionContext", "only for EBS data"],
  ["grantOperations", "only the grants that EBS needs"],
  ["denyOthers", "everyone else is denied the keys"],
];

function guardsLine(guards: Guards): Line {
  const on = guardWords.filter(([guard]) => guards[guard]).map(([, words]): Line => [words]);
  if (guards.organizationId !== "")
    on.push(["only from the organization ", { code: guards.organizationId }]);
  if (guards.externalId !== "") on.push(["external id ", { code: guards.externalId }]);
  if (on.length === 0) return ["none"];
  return on.flatMap((line, index): Line => (index === 0 ? line : ["; ", ...line]));
}
