import type { AccessBeyond } from "#keyhole";
import { counted } from "../check/fail-on.ts";
import type { Paint } from "./paint.ts";

/** What the roles can do that the import does not need, a line each. `brief`: what has the least privilege is left out. */
export function beyondLines(
  { roles, notAsked }: AccessBeyond,
  paint: Paint,
  brief: boolean,
): string[] {
  const lines = roles.flatMap(({ role, onKeys, elsewhere }) => {
    const parts = [
      ...onKeys.map(({ key, ...rest }) => ({ where: `on ${key}`, ...rest })),
      { where: "on other resources", ...elsewhere },
    ];
    const own = parts.flatMap(({ where, rows, undecided }) => [
      ...rows.map(
        ({ sentence, request }) =>
          `  ${paint("yellow", "allowed    ")} ${role}, ${where}: ${sentence} One request: ${request.action} on ${request.resource}`,
      ),
      ...undecided.map(
        (sentence) => `  ${paint("yellow", "not decided")} ${role}, ${where}: ${sentence}`,
      ),
    ]);
    if (own.length > 0 || brief) return own;
    return [`  ${paint("green", "nothing    ")} ${role}: this is the least privilege`];
  });
  const rest =
    notAsked > 0 ? [`  not asked: ${counted(notAsked, "role or key", "roles and keys")}`] : [];
  return lines.length + rest.length === 0 ? [] : ["Beyond the import:", ...lines, ...rest];
}
