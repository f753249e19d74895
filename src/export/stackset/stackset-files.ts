import { printTemplate } from "../cloudformation/template.ts";
import type { ExportedFile } from "../exported-document.ts";
import type { ExportOptions } from "../options.ts";
import { platformRoleCheck } from "../platform-role-check.ts";
import type { Rollout } from "../rollout.ts";
import { type StackSet, stackSetGuide } from "./readme.ts";
import { instancesScript, waitScript } from "./scripts.ts";
import { type Variant, variantsOf } from "./variants.ts";

/** More StackSets are too many to maintain: the README names the other accounts and a better format for them. */
const maximumStackSets = 20;

/** A placeholder for the organizational units, which the answers do not have. */
const noUnits: readonly string[] = ["ROOT_OR_OU_ID"];

/**
 * Templates for service-managed StackSets that roll the target role, and keys to make, out to an organization; the
 * accounts that each is for; and a README.md with the commands and what StackSets do not do.
 */
export function stackSetFiles(rollout: Rollout, options: ExportOptions): readonly ExportedFile[] {
  const format = options.templates ?? "yaml";
  const { variants, ...entry } = variantsOf(rollout, options);
  const units = options.stackSet?.organizationalUnits ?? [];
  const home = options.stackSet?.regions[0] ?? rollout.scenario.platform.region;
  const stackSets = named(variants.slice(0, maximumStackSets)).map(
    ({ variant, name }): StackSet => {
      options.onWork?.();
      const ofVariant = new Set(variant.accounts);
      return {
        name,
        variant,
        region: variant.region ?? home,
        everywhere: isForAll(variants, variant),
        // Accounts of the answers that do not get the role: for example the platform's own.
        except: rollout.accounts
          .map(({ account }) => account)
          .filter((account) => !ofVariant.has(account)),
        text: printTemplate(variant.template, format),
      };
    },
  );
  const guide = stackSetGuide({
    ...entry,
    scenario: rollout.scenario,
    format,
    home,
    stackSets,
    unreadable: rollout.unreadable,
    asksForUnits: units.length === 0,
    regionsNotUsed: options.stackSet?.regions.slice(1) ?? [],
    others: variants.slice(maximumStackSets).flatMap(({ accounts }) => accounts),
  });
  return [
    { path: "stackset/README.md", text: guide },
    ...stackSets.flatMap((stackSet) => [
      { path: `stackset/${stackSet.name}.${format}`, text: stackSet.text },
      {
        path: `stackset/${stackSet.name}-targets.json`,
        text: `${JSON.stringify(targets(stackSet, units.length > 0 ? units : noUnits), null, 2)}\n`,
      },
      ...instances(stackSet, units.length > 0 ? units : noUnits),
    ]),
    ...platformRoleCheck(rollout.scenario).map(({ path, text }) => ({
      path: `stackset/${path}`,
      text,
    })),
    ...(stackSets.length > 0 ? [{ path: "stackset/wait-for.sh", text: waitScript }] : []),
    ...(stackSets.some(({ variant }) => variant.own.length > 0)
      ? [{ path: "stackset/create-instances.sh", text: instancesScript }]
      : []),
  ];
}

/** A template that is the same for every account, and names no account's keys, may go to accounts not yet known. */
function isForAll(variants: readonly Variant[], variant: Variant): boolean {
  const alike = variants.filter(
    ({ kind, region }) => kind === variant.kind && region === variant.region,
  );
  return (
    alike.length === 1 &&
    !variant.namesKeys &&
    variant.own.length === 0 &&
    variant.kind === "target-role"
  );
}

/** The file for `create-instances.sh`: a line for each account, its targets and its parameters as JSON. */
function instances({ name, variant }: StackSet, units: readonly string[]): readonly ExportedFile[] {
  if (variant.own.length === 0) return [];
  const lines = variant.own.map((own, index) => {
    const account = variant.accounts[index] ?? "";
    const place = {
      OrganizationalUnitIds: units,
      Accounts: [account],
      AccountFilterType: "INTERSECTION",
    };
    const overrides = Object.entries(own).map(([ParameterKey, ParameterValue]) => ({
      ParameterKey,
      ParameterValue,
    }));
    return [account, JSON.stringify(place), JSON.stringify(overrides)].join("\t");
  });
  return [{ path: `stackset/${name}-instances.tsv`, text: `${lines.join("\n")}\n` }];
}

/** The `--deployment-targets`. Source: CloudFormation API Reference, "DeploymentTargets". */
function targets({ variant, everywhere, except }: StackSet, units: readonly string[]) {
  const OrganizationalUnitIds = units;
  if (!everywhere)
    return { OrganizationalUnitIds, Accounts: variant.accounts, AccountFilterType: "INTERSECTION" };
  if (except.length === 0) return { OrganizationalUnitIds };
  return { OrganizationalUnitIds, Accounts: except, AccountFilterType: "DIFFERENCE" };
}

/** `target-role`, or `target-role-1`, `target-role-2` where there are several; keys by their region. */
function named(variants: readonly Variant[]): readonly { variant: Variant; name: string }[] {
  const stem = ({ kind, region }: Variant) =>
    region === undefined ? kind : `${kind}-${region.replace(/[^A-Za-z0-9]+/g, "-")}`;
  return variants.map((variant) => {
    const alike = variants.filter((other) => stem(other) === stem(variant));
    const number = alike.length > 1 ? `-${alike.indexOf(variant) + 1}` : "";
    return { variant, name: stem(variant) + number };
  });
}
