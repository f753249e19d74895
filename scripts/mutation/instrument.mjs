// @ts-check
import { parseSync } from "vite";
import { otherMethods, replacementsOf } from "./replacements.mjs";

/** @typedef {import("./replacements.mjs").Node} Node */
/** @typedef {{ id: number, file: string, line: number, from: string, to: string }} Mutant */

/** Members that hold types, names or targets: nothing in them is an expression that runs. */
const skippedMembers = new Set(
  "typeAnnotation typeParameters typeArguments returnType superTypeArguments implements id params label source specifiers parent range".split(
    " ",
  ),
);
const typedExpressions = new Set([
  "TSAsExpression",
  "TSSatisfiesExpression",
  "TSNonNullExpression",
]);
const loops = new Set(
  "ForStatement ForInStatement ForOfStatement WhileStatement DoWhileStatement".split(" "),
);

/**
 * A file with all its mutants in it, each behind `__mutant(id)`, and a step counted in every turn of a loop: so the bundle
 * is built once, and a mutant that never ends is stopped by its steps.
 * @param {string} file Its path, for the list.
 * @param {string} source TypeScript.
 * @param {number} firstId
 * @returns {{ code: string, mutants: Mutant[] }}
 */
export function instrument(file, source, firstId) {
  const { program, errors } = parseSync(file, source, { lang: "ts" });
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  /** @type {Mutant[]} */
  const mutants = [];
  const textOf = (/** @type {Node} */ node) => source.slice(node.start, node.end);

  /** @param {Node} at @param {string} to */
  const add = (at, to) => {
    const id = firstId + mutants.length;
    const line = source.slice(0, at.start).split("\n").length;
    mutants.push({ id, file, line, from: textOf(at), to });
    return id;
  };

  /**
   * The text of a node with its mutants. In a chain of `?.` only the names of methods change: parentheses would end it.
   * @param {Node} node
   * @param {{ isTest?: boolean, isChained?: boolean, isFixed?: boolean }} [role]
   * @returns {string}
   */
  const emit = (node, { isTest = false, isChained = false, isFixed = false } = {}) => {
    if (node.type.startsWith("TS") && !typedExpressions.has(node.type)) return textOf(node);
    const own = withChildren(node, isChained);
    if (isChained || isFixed) return own;
    const chosen = replacementsOf(node, textOf, isTest).filter((to) => to !== textOf(node));
    if (node.type === "ChainExpression")
      chosen.push(
        textOf(node).replace(
          "?.",
          textOf(node).includes("?.[") || textOf(node).includes("?.(") ? "" : ".",
        ),
      );
    const unique = [...new Set(chosen)];
    if (unique.length === 0) return own;
    return `(${unique.map((to) => `__mutant(${add(node, to)}) ? (${to}) : `).join("")}(${own}))`;
  };

  /** @param {Node} node @param {boolean} isChained @returns {string} */
  const withChildren = (node, isChained) => {
    if (node.type === "BlockStatement") return block(node);
    let text = "";
    let from = node.start;
    for (const [child, role] of childrenOf(node, isChained)) {
      text +=
        source.slice(from, child.start) +
        (typeof role === "string" ? role : emitChild(node, child, role));
      from = child.end;
    }
    return text + source.slice(from, node.end);
  };

  /** @param {Node} parent @param {Node} child @param {object} role */
  const emitChild = (parent, child, role) => {
    if (!loops.has(parent.type) || child !== parent.body) return emit(child, role);
    return `{ __step(); ${emit(child, role)} }`;
  };

  /** @param {Node} node */
  const block = (node) => {
    const inner = node.body.map((/** @type {Node} */ one) => emit(one)).join("\n");
    if (node.body.length === 0) return "{}";
    return `{ if (!__mutant(${add(node, "{}")})) { ${inner} } }`;
  };

  /**
   * The parts of a node that run, in their order. A text in place of a role is the part's text.
   * @param {Node} node
   * @param {boolean} isChained
   * @returns {(readonly [Node, object | string])[]}
   */
  const childrenOf = (node, isChained) => {
    /** @type {(readonly [Node, object | string])[]} */
    const found = [];
    for (const [name, value] of Object.entries(node)) {
      if (skippedMembers.has(name)) {
        if (name === "params" || name === "id")
          for (const one of [value].flat()) found.push(...defaultsOf(one));
        continue;
      }
      if (name === "key" && !node.computed) continue;
      if (name === "left" && (node.type === "AssignmentExpression" || loops.has(node.type)))
        continue;
      if (name === "argument" && node.type === "UpdateExpression") continue;
      for (const child of [value].flat())
        if (child && typeof child.type === "string")
          found.push([child, roleOf(node, name, child, isChained)]);
    }
    return found.sort(([one], [other]) => one.start - other.start);
  };

  /** @param {Node} parent @param {string} name @param {Node} child @param {boolean} isChained */
  const roleOf = (parent, name, child, isChained) => {
    const isMember = parent.type === "MemberExpression";
    if (isMember && name === "property" && !parent.computed) return textOf(child);
    if (name === "directive") return textOf(child);
    const isLink =
      (isMember && name === "object") || (parent.type === "CallExpression" && name === "callee");
    if (isLink && child.type === "MemberExpression" && name === "callee")
      return methodText(child, isChained);
    if (isLink && isChained) return { isChained: true };
    if (name === "callee") return { isFixed: true };
    if (parent.type === "ChainExpression") return { isChained: true };
    if (name === "expression" && parent.type === "ExpressionStatement")
      return { isFixed: child.type === "Literal" };
    if (typedExpressions.has(parent.type)) return { isChained };
    return { isTest: name === "test" && parent.type !== "SwitchCase" };
  };

  /** A method that is called, by its name or by the one that takes its place. @param {Node} member @param {boolean} isChained */
  const methodText = (member, isChained) => {
    const object = emit(member.object, { isChained });
    if (member.computed || member.property.type !== "Identifier")
      return object + source.slice(member.object.end, member.end);
    const other = otherMethods.get(member.property.name);
    if (!other) return object + source.slice(member.object.end, member.end);
    const id = add(member.property, other);
    const link = member.optional ? "?." : "";
    return `${object}${link}[__mutant(${id}) ? "${other}" : "${member.property.name}"]`;
  };

  /** Defaults in patterns run: `{ a = 1 }`. @param {Node | null} pattern @returns {(readonly [Node, object])[]} */
  const defaultsOf = (pattern) => {
    if (!pattern) return [];
    if (pattern.type === "AssignmentPattern")
      return [...defaultsOf(pattern.left), [pattern.right, {}]];
    if (pattern.type === "ObjectPattern")
      return pattern.properties.flatMap((/** @type {Node} */ one) =>
        defaultsOf(one.value ?? one.argument),
      );
    if (pattern.type === "ArrayPattern") return pattern.elements.flatMap(defaultsOf);
    return [];
  };

  return { code: emit(/** @type {any} */ (program), { isFixed: true }), mutants };
}
