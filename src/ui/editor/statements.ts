import type { GeneratedDocument, StatementReason } from "#generator";
import { jsonOf, memberOf, parseDocument, type SyntaxNode, statementNodes } from "#policy";

/** A statement of a text, and the reason for it. */
export interface StatementHere {
  /** Its position in the document, from 1. */
  readonly number: number;
  readonly sid: string;
  readonly start: number;
  readonly end: number;
  readonly origin: Origin;
  /** The reason of the generated statement with this Sid. */
  readonly reason?: StatementReason;
}

/** `generated`: as it was generated; `changed`: generated, then changed by the user; `yours`: written by the user. */
export type Origin = "generated" | "changed" | "yours";

/** The statements of a text in order, as far as the text can be parsed; empty if it has none. */
export function statementsIn(text: string, generated: GeneratedDocument): readonly StatementHere[] {
  const before = generatedStatements(generated);
  const nodes = parseDocument(text).tree;
  if (!nodes) return [];
  return statementNodes(nodes).map((node, index) => {
    const sid = sidOf(node);
    const reason = generated.statements.find((each) => each.sid === sid);
    const original = before.get(sid);
    const json = JSON.stringify(jsonOf(node));
    const origin = original === undefined ? "yours" : json === original ? "generated" : "changed";
    return {
      number: index + 1,
      sid,
      start: node.offset,
      end: node.offset + node.length,
      origin,
      ...(reason ? { reason } : {}),
    };
  });
}

/** The statement that contains an offset, including its closing brace. */
export function statementAt(
  statements: readonly StatementHere[],
  offset: number,
): StatementHere | undefined {
  return statements.find(({ start, end }) => start <= offset && offset <= end);
}

function generatedStatements(generated: GeneratedDocument): ReadonlyMap<string, string> {
  const { tree } = parseDocument(generated.text);
  const nodes = tree ? statementNodes(tree) : [];
  return new Map(nodes.map((node) => [sidOf(node), JSON.stringify(jsonOf(node))]));
}

function sidOf(node: SyntaxNode): string {
  const sid: unknown = memberOf(node, "Sid")?.value;
  return typeof sid === "string" ? sid : "";
}
