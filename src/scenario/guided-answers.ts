import { presets } from "./presets.ts";
import type { Guards, Scenario } from "./scenario.ts";

/** A method, and who uses the other account's key if a volume is created. */
export const methodChoices = ["ebs-direct", "target-role-grants", "both-roles"] as const;
export type MethodChoice = (typeof methodChoices)[number];

/** The choices that differ for a scenario: in the platform's own account only one role can use the key. */
export function methodChoicesFor({ platform, targets }: Scenario): readonly MethodChoice[] {
  const isOtherAccount = targets[0] !== undefined && targets[0].account !== platform.account;
  return isOtherAccount ? methodChoices : ["ebs-direct", "target-role-grants"];
}

/** The choice that the answers are. */
export function methodChoiceOf(scenario: Scenario): MethodChoice {
  if (scenario.method === "ebs-direct") return "ebs-direct";
  return methodChoicesFor(scenario).includes(scenario.crossAccount)
    ? scenario.crossAccount
    : "target-role-grants";
}

/** The scenario with a method chosen. */
export function withMethodChoice(scenario: Scenario, choice: MethodChoice): Scenario {
  if (choice === "ebs-direct") return { ...scenario, method: choice };
  return { ...scenario, method: "create-volume", crossAccount: choice };
}

/** How far to tighten the permissions, from the vendor's documents to every restriction that needs no value. */
export const tightenings = ["vendor", "least", "strict"] as const;
export type Tightening = (typeof tightenings)[number];

type Switches = Pick<Guards, "viaService" | "encryptionContext" | "grantOperations" | "denyOthers">;

const none: Switches = {
  viaService: false,
  encryptionContext: false,
  grantOperations: false,
  denyOthers: false,
};
const levels: Readonly<Record<Tightening, Pick<Scenario, "actions"> & { guards: Switches }>> = {
  vendor: { actions: "vendor", guards: none },
  least: { actions: "least", guards: { ...none, viaService: true, encryptionContext: true } },
  strict: {
    actions: "least",
    guards: { viaService: true, encryptionContext: true, grantOperations: true, denyOthers: true },
  },
};

/** The scenario at a level. Organization id and external id, which only the user knows, stay. */
export function withTightening(scenario: Scenario, level: Tightening): Scenario {
  const { actions, guards } = levels[level];
  return { ...scenario, actions, guards: { ...scenario.guards, ...guards } };
}

/** The level of the answers; `undefined` if they are a choice between the levels. */
export function tighteningOf(scenario: Scenario): Tightening | undefined {
  return tightenings.find((level) => {
    const { actions, guards } = levels[level];
    const same = Object.entries(guards).every(
      ([name, on]) => scenario.guards[name as keyof Switches] === on,
    );
    return same && scenario.actions === actions;
  });
}

/** What the vendor's template makes of the answers: five actions on every key, unrestricted grants, no conditions. */
export function asVendorTemplate(scenario: Scenario): Scenario {
  const vendor = presets.find(({ id }) => id === "vendor-default")?.scenario ?? scenario;
  return {
    ...scenario,
    method: vendor.method,
    crossAccount: vendor.crossAccount,
    createGrant: vendor.createGrant,
    actions: vendor.actions,
    guards: vendor.guards,
    targets: scenario.targets.map((target) => ({
      ...target,
      keys: target.keys.map(({ createGrant: _, ...key }) => ({
        ...key,
        naming: { by: "every" as const },
      })),
    })),
  };
}
