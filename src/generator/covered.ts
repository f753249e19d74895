import { asList, type Condition, globMatches, type Statement } from "#policy";
import { oneOrList, type ReasonedStatement } from "./statement.ts";

/**
 * The statements of one role without what another of them allows already: "every key" of a place lets the temporary
 * key in, and saying so twice would make a reader believe that the second statement holds something back. Actions
 * and resources go singly, a statement goes when nothing of it is left, and the steps that it served are named where
 * they are now served. Later statements give way to earlier ones; what is allowed in all stays the same.
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
 * Whether every request that meets `narrow` meets `wide` too, as far as that can be read off the values. Fewer values
 * ask more: where the generator allows something by a negated operator, it has one value.
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
