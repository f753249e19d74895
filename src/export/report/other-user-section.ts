import type { OtherUserRun } from "#acquisition";
import { type Line, list, paragraph, type Section, section, table } from "./blocks.ts";

const words: Readonly<Record<OtherUserRun["state"], Line[number]>> = {
  works: { state: "keeps working", tone: "good" },
  broken: { state: "stops", tone: "bad" },
  withheld: { state: "stops", tone: "caution" },
  unknown: { state: "not decided", tone: "open" },
};

/** Whether the other users of the keys that the answers name keep working; nothing if none are named. */
export function otherUserSection(users: readonly OtherUserRun[] = []): readonly Section[] {
  if (users.length === 0) return [];
  return section(
    ["Other users of the keys"],
    [
      paragraph(
        "Each call that their documentation says they make was put to the same authorizer as the import’s.",
      ),
      ...table(
        ["User", "Role", "Key", "Result", "Source"],
        users.map((run) => [
          [run.name],
          [{ code: run.role }],
          [run.key],
          [words[run.state]],
          [run.source],
        ]),
      ),
      ...list(users.flatMap(reasons)),
      ...list(
        [...new Set(users.flatMap(({ given }) => given ?? []))].map(
          (given): Line => [`Taken as given: ${given}.`],
        ),
      ),
      ...list(
        users.flatMap(({ name, command }): Line[] =>
          command ? [[`The grant for ${name}: `, { code: command }]] : [],
        ),
      ),
    ],
    { anchor: "other-users" },
  );
}

function reasons({ name, steps }: OtherUserRun): readonly Line[] {
  return steps.flatMap(({ title, requests }) =>
    requests.flatMap(({ label, state, why }): Line[] =>
      state === "works" || !why ? [] : [[`${name}, ${title}, ${label}: ${why.sentence}`]],
    ),
  );
}
