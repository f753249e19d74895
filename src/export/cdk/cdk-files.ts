import { notAsWritten } from "../cloudformation/as-written.ts";
import { printKeyList } from "../cloudformation/import-script.ts";
import { planStacks } from "../cloudformation/plan.ts";
import { logicalIds } from "../cloudformation/template.ts";
import type { ExportedFile } from "../exported-document.ts";
import { fileNamesOf } from "../file-names.ts";
import type { ExportOptions } from "../options.ts";
import { platformRoleCheck } from "../platform-role-check.ts";
import type { Rollout } from "../rollout.ts";
import { appCode, cdkJson, packageJson, presentCode, saveScript, tsconfigJson } from "./project.ts";
import { cdkGuide, stackId } from "./readme.ts";
import { accountCode } from "./stack-code.ts";

/**
 * What would not come through the CDK as it is written: all that CloudFormation would evaluate, what the CDK takes for
 * its own placeholders, and a member that JavaScript takes for a prototype. Source: CDK Developer Guide, "Tokens".
 */
export function notInCdk(value: unknown): string | undefined {
  return notAsWritten(value) ?? placeholderIn(value);
}

function placeholderIn(value: unknown): string | undefined {
  if (typeof value === "string" && isPlaceholder(value))
    return "text that the CDK would take for one of its placeholders";
  if (typeof value === "number" && isPlaceholder(String(value)))
    return "a number that the CDK would take for one of its placeholders";
  if (typeof value !== "object" || value === null) return undefined;
  for (const [name, member] of Object.entries(value)) {
    if (name === "__proto__") return "a member `__proto__`";
    const reason = placeholderIn(name) ?? placeholderIn(member);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

/** Text, list and number tokens, as `aws-cdk-lib/core` encodes them. */
function isPlaceholder(text: string): boolean {
  return /[$#]\{Token\[|-1\.\d+e\+289/.test(text);
}

/**
 * A CDK app in TypeScript with the stacks of each account, the same as the CloudFormation export's, and a README.md that
 * says how to deploy them and what is left out.
 */
export function cdkFiles(rollout: Rollout, options: ExportOptions): readonly ExportedFile[] {
  const plans = planStacks(rollout, options, notInCdk);
  const className = logicalIds();
  const accounts = plans
    .filter(({ stacks }) => stacks.length > 0)
    .map(({ stacks, word }) => ({
      file: `account-${word}`,
      stacks: stacks.map((stack) => ({
        stack,
        className: className("Account", pascal(stack.name)),
      })),
    }));
  const byHand = plans.flatMap((plan) => plan.byHand.map(({ document }) => document));
  const names = fileNamesOf(byHand).map((name) => `policies/${name}`);
  const files = new Map(byHand.map(({ id }, index) => [id, names[index] ?? ""]));
  const codes = accounts.map(({ file, stacks }) => {
    options.onWork?.();
    return {
      path: `lib/${file}.ts`,
      text: accountCode(stacks.map(({ className: name, stack }) => [name, stack])),
    };
  });
  const stacks = plans.flatMap((plan) => plan.stacks);
  const imports = stacks.filter((stack) => stack.imports);
  const app = accounts.flatMap(({ file, stacks }) =>
    stacks.map(({ className: name, stack }) => ({ file, className: name, id: stackId(stack) })),
  );
  return [
    { path: "README.md", text: cdkGuide({ ...rollout, plans, files }) },
    { path: "bin/keyhole.ts", text: appCode(app) },
    ...codes,
    ...(stacks.some((stack) => stack.imports || Object.keys(stack.template.parameters).length > 0)
      ? [{ path: "lib/present.ts", text: presentCode }]
      : []),
    ...imports.map(({ name, keys }) => ({ path: `keys/${name}.keys`, text: printKeyList(keys) })),
    ...platformRoleCheck(rollout.scenario),
    ...(imports.length > 0 ? [{ path: "save-keys.sh", text: saveScript }] : []),
    ...byHand.map(({ text }, index) => ({ path: names[index] ?? "", text })),
    { path: "package.json", text: packageJson },
    { path: "tsconfig.json", text: tsconfigJson },
    { path: "cdk.json", text: cdkJson },
  ].map(({ path, text }) => ({ path: `cdk/${path}`, text }));
}

/** `222222222222-us-east-1` as part of a class name: `222222222222UsEast1`. */
function pascal(name: string): string {
  return name
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}
