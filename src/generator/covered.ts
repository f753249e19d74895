import { asList, type Condition, globMatches, type Statement } from "#policy";
import { oneOrList, type ReasonedStatement } from "./statement.ts";

/**
 * The statements of one role, without what another of them already allows. For example, "every key" of an account
 * includes the temporary key. A repeated statement would suggest a limit that does not exist. Actions and resources are
 * removed one by one, then empty statements; their steps move to the statement that covers them. An earlier statement
 * covers a later one. The sum of what is allowed stays the same.
 */
export function withoutCovered(
  statements: readonly ReasonedStatement[],
): readonly ReasonedStatement[] {
  const kept: (ReasonedStatement | undefined)[] = [...statements];
  for (let index = statements.length - 1; index >= 0; index -= 1) {
    const reasoned = statements[index] as ReasonedStatement;
    const wider = kept.flatMap((other, at) =>
      other && at !== index && implies(reasoned.statement.Condition, other.statement.Condition)
        ? [{ other, at }]
        : [],
    );
    if (wider.length === 0) continue;
    const actions = asList(reasoned.statement.Action);
    const resources = asList(reasoned.statement.Resource);
    const coverOf = (action: string, resource: string) =>
      wider.find(
        ({ other: { statement } }) =>
          asList(statement.Action).some((pattern) => globMatches(pattern, action)) &&
          asList(statement.Resource).some((pattern) => globMatches(pattern, resource)),
      );
    const openActions = actions.filter((action) =>
      resources.some((resource) => !coverOf(action, resource)),
    );
    const openResources = resources.filter((resource) =>
      actions.some((action) => !coverOf(action, resource)),
    );
    if (openActions.length === actions.length && openResources.length === resources.length)
      continue;
    for (const { other, at } of new Set(
      actions.flatMap((action) => resources.flatMap((resource) => coverOf(action, resource) ?? [])),
    ))
      kept[at] = { ...other, serves: [...new Set([...other.serves, ...reasoned.serves])] };
    kept[index] =
      openActions.length === 0
        ? undefined
        : {
            ...reasoned,
            statement: {
              ...reasoned.statement,
              Action: oneOrList(openActions),
              Resource: oneOrList(openResources),
            },
          };
  }
  return kept.flatMap((reasoned) => reasoned ?? []);
}

/**
 * Whether every request that meets `narrow` also meets `wide`, as far as the values show it. Fewer values are stricter;
 * the generator uses negated operators with one value only.
 */
function implies(narrow: Statement["Condition"], wide: Statement["Condition"]): boolean {
  return Object.entries(wide ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => {
      const asked = (narrow as Condition | undefined)?.[operator]?.[key];
      const allowed = asList(values);
      return asked !== undefined && asList(asked).every((value) => allowed.includes(value));
    }),
  );
}
