import type { Step } from "#acquisition";
import { asList, globMatches } from "#policy";

/** A statement of a document, as far as it names actions. */
export interface NamingStatement {
  readonly Action?: unknown;
  readonly Resource?: unknown;
}

/**
 * The ids of the steps that make a request whose action and resource a statement of a document names. It says what belongs
 * together on the screen, not what is allowed. Policies of resources name no resource but `*`.
 */
export function stepsNamedBy(
  statement: NamingStatement,
  documentId: string,
  steps: readonly Step[],
): readonly string[] {
  return steps
    .filter(({ requests }) =>
      requests.some(
        ({ documentIds, request }) =>
          documentIds.includes(documentId) &&
          names(statement.Action, request.action.toLowerCase()) &&
          (statement.Resource === undefined || names(statement.Resource, request.resource)),
      ),
    )
    .map(({ id }) => id);
}

function names(patterns: unknown, text: string): boolean {
  return asList(patterns).some(
    (pattern) =>
      typeof pattern === "string" &&
      (globMatches(pattern, text) || globMatches(pattern.toLowerCase(), text)),
  );
}
