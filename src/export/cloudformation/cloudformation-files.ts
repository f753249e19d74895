import type { Watches } from "#evidence";
import type { ExportedFile } from "../exported-document.ts";
import { fileNamesOf } from "../file-names.ts";
import type { ExportOptions } from "../options.ts";
import { platformRoleCheck } from "../platform-role-check.ts";
import type { Rollout } from "../rollout.ts";
import { notAsWritten } from "./as-written.ts";
import { importScript, printImportTemplate, printKeyList } from "./import-script.ts";
import { planStacks } from "./plan.ts";
import { deploymentGuide } from "./readme.ts";
import { printTemplate } from "./template.ts";
import { watchingFiles, watchingGuide } from "./watching.ts";

/**
 * A template for each account's roles and for its keys in each region, what an import of existing keys needs, the
 * documents that only a command can put in place, and a README.md that says how to deploy them and what is left out.
 * Source: CloudFormation User Guide, "CloudFormation template sections"; for imports: "Bringing existing resources
 * into CloudFormation management".
 */
export function cloudFormationFiles(
  rollout: Rollout,
  options: ExportOptions,
  watches?: Watches,
): readonly ExportedFile[] {
  const format = options.templates ?? "yaml";
  const plans = planStacks(rollout, options, notAsWritten);
  const stacks = plans.flatMap((plan) => plan.stacks);
  const texts = new Map(
    stacks.map((stack) => {
      options.onWork?.();
      return [stack, printTemplate(stack.template, format)];
    }),
  );
  const byHand = plans.flatMap((plan) => plan.byHand.map(({ document }) => document));
  const names = fileNamesOf(byHand).map((name) => `policies/${name}`);
  const files = new Map(byHand.map(({ id }, index) => [id, names[index] ?? ""]));
  const { scenario, unreadable } = rollout;
  const imports = stacks.filter((stack) => stack.imports);
  return [
    {
      path: "README.md",
      text: `${deploymentGuide({ scenario, plans, unreadable, format, texts, files })}${
        watches ? `\n${watchingGuide(watches, format).join("\n\n")}\n` : ""
      }`,
    },
    ...(watches ? watchingFiles(watches, format) : []),
    ...stacks.map((stack) => ({ path: `${stack.name}.${format}`, text: texts.get(stack) ?? "" })),
    ...imports.flatMap((stack) => {
      options.onWork?.();
      return [
        {
          path: `${stack.name}-import.${format}`,
          text: printImportTemplate(stack.template, format),
        },
        { path: `${stack.name}.keys`, text: printKeyList(stack.keys) },
      ];
    }),
    ...platformRoleCheck(scenario),
    ...(imports.length > 0 ? [{ path: "import-keys.sh", text: importScript }] : []),
    ...byHand.map(({ text }, index) => ({ path: names[index] ?? "", text })),
  ].map(({ path, text }) => ({ path: `cloudformation/${path}`, text }));
}
