import type { Scenario } from "#scenario";
import type { KeyholeState } from "#state";
import type { WorkStatusInput } from "#verdict";
import { problemsOf } from "../wizard/problems.ts";
import { questionName } from "../wizard/question-name.ts";

/** The first answer that is half typed, invalid or missing; `undefined` if all are complete. */
export function unfinishedAnswer({
  scenario,
  drafts,
}: Pick<KeyholeState, "scenario" | "drafts">): WorkStatusInput["answer"] {
  for (const [path, text] of Object.entries(drafts)) {
    const name = questionName(scenario, path);
    if (name === undefined) continue;
    const changed = withText(scenario, path, text);
    const message =
      text === ""
        ? "it has no answer yet"
        : (changed && messageOf(changed, path)) || `“${text.slice(0, 60)}” is not complete`;
    return { path, name, message, shown: textAt(scenario, path) };
  }
  const missing = problemsOf(scenario).find(({ severity }) => severity === "error");
  if (!missing) return undefined;
  const { path, message } = missing;
  return { path, name: questionName(scenario, path) ?? path, message };
}

function messageOf(scenario: Scenario, path: string): string | undefined {
  return problemsOf(scenario).find((one) => one.path === path && one.severity === "error")?.message;
}

type Tree = Readonly<Record<string, unknown>>;

/** The object that has the answer at a path: a list's item is named by its id. */
function holderOf(scenario: Scenario, names: readonly string[]): Tree | undefined {
  let at: unknown = scenario;
  for (const name of names) {
    at = Array.isArray(at)
      ? at.find((item: Tree) => item.id === name)
      : (at as Tree | undefined)?.[name];
    if (at === undefined) return undefined;
  }
  return at as Tree;
}

function textAt(scenario: Scenario, path: string): string | undefined {
  const names = path.split(".");
  const value = holderOf(scenario, names.slice(0, -1))?.[names.at(-1) ?? ""];
  if (typeof value === "string") return value === "" ? undefined : value;
  const naming = value as { readonly keyId?: unknown; readonly alias?: unknown } | undefined;
  const text = naming?.keyId ?? naming?.alias;
  return typeof text === "string" && text !== "" ? text : undefined;
}

/** The answers with a text at a path; `undefined` if no plain text stands there. */
function withText(scenario: Scenario, path: string, text: string): Scenario | undefined {
  if (textAt(scenario, path) === undefined) return undefined;
  const names = path.split(".");
  const changed = structuredClone(scenario);
  const holder = holderOf(changed, names.slice(0, -1)) as Record<string, unknown> | undefined;
  const name = names.at(-1) ?? "";
  if (!holder || typeof holder[name] !== "string") return undefined;
  holder[name] = text;
  return changed;
}
