// @ts-check

/** @typedef {{ readonly type: string, readonly start: number, readonly end: number, readonly [member: string]: any }} Node */

const comparisons = new Map(
  Object.entries({
    "===": ["!=="],
    "!==": ["==="],
    "<": ["<=", ">="],
    "<=": ["<", ">"],
    ">": [">=", "<="],
    ">=": [">", "<"],
  }),
);
const arithmetic = new Map(
  Object.entries({
    "+": "-",
    "-": "+",
    "*": "/",
    "/": "*",
    "%": "*",
    "&": "|",
    "|": "&",
    "<<": ">>",
  }),
);
const assignments = new Map(Object.entries({ "+=": "-=", "-=": "+=", "*=": "/=", "??=": "&&=" }));
const logical = new Map(Object.entries({ "&&": "||", "||": "&&", "??": "&&" }));

/** Methods and the one that takes their place. */
export const otherMethods = new Map(
  Object.entries({
    some: "every",
    every: "some",
    startsWith: "endsWith",
    endsWith: "startsWith",
    toLowerCase: "toUpperCase",
    toUpperCase: "toLowerCase",
    trimStart: "trimEnd",
    trimEnd: "trimStart",
    min: "max",
    max: "min",
  }),
);
/** Methods whose call is replaced by what they are called on. */
const droppedMethods = new Set(
  "filter slice substring sort toSorted reverse toReversed trim charAt replace replaceAll".split(
    " ",
  ),
);

/**
 * What an expression is replaced by, each replacement as source text; most expressions by nothing.
 * @param {Node} node
 * @param {(node: Node) => string} textOf
 * @param {boolean} isTest Whether it decides an `if`, a `?:` or a loop.
 * @returns {readonly string[]}
 */
export function replacementsOf(node, textOf, isTest) {
  const truths = isTest ? ["true", "false"] : [];
  switch (node.type) {
    case "Literal":
      return [...truths, ...literals(node)];
    case "TemplateLiteral":
      return [node.quasis.length === 1 && node.quasis[0].value.raw === "" ? '"mutated"' : '""'];
    case "ArrayExpression":
      return [node.elements.length > 0 ? "[]" : '["mutated"]'];
    case "ObjectExpression":
      return node.properties.length > 0 ? ["{}"] : [];
    case "ArrowFunctionExpression":
      return node.body.type === "BlockStatement" ? [] : ["() => undefined"];
    case "BinaryExpression":
      return [
        ...(comparisons.has(node.operator) ? ["true", "false"] : truths),
        ...binaries(node, textOf),
      ];
    case "LogicalExpression": {
      const other = logical.get(node.operator);
      const isTruth = node.operator !== "??" || isTest;
      const swapped = other ? [`(${textOf(node.left)}) ${other} (${textOf(node.right)})`] : [];
      return [...(isTruth ? ["true", "false"] : []), ...swapped];
    }
    case "UnaryExpression":
      if (node.operator === "!") return [...truths, textOf(node.argument)];
      return node.operator === "-" ? [`+${textOf(node.argument)}`] : truths;
    case "UpdateExpression": {
      const other = node.operator === "++" ? "--" : "++";
      const target = textOf(node.argument);
      return [node.prefix ? other + target : target + other];
    }
    case "AssignmentExpression": {
      const other = assignments.get(node.operator);
      return other ? [`${textOf(node.left)} ${other} ${textOf(node.right)}`] : [];
    }
    case "CallExpression":
      return [...truths, ...calls(node, textOf)];
    default:
      return truths;
  }
}

/** @param {Node} node @returns {readonly string[]} */
function literals(node) {
  if (node.regex)
    return regexReplacements(node.regex.pattern).map((one) => `/${one}/${node.regex.flags}`);
  if (typeof node.value === "boolean") return [String(!node.value)];
  if (typeof node.value === "string") return [node.value === "" ? '"mutated"' : '""'];
  return [];
}

/** @param {Node} node @param {(node: Node) => string} textOf @returns {readonly string[]} */
function binaries(node, textOf) {
  const [left, right] = [textOf(node.left), textOf(node.right)];
  const compared = comparisons.get(node.operator);
  if (compared) return compared.map((operator) => `(${left}) ${operator} (${right})`);
  const other = arithmetic.get(node.operator);
  // Texts cannot be subtracted: adding them is not arithmetic.
  const isText = [node.left, node.right].some(
    ({ type, value }) => type === "TemplateLiteral" || typeof value === "string",
  );
  return other && !isText ? [`(${left}) ${other} (${right})`] : [];
}

/** @param {Node} node @param {(node: Node) => string} textOf @returns {readonly string[]} */
function calls({ callee }, textOf) {
  if (callee.type !== "MemberExpression" || callee.computed || callee.optional) return [];
  return droppedMethods.has(callee.property.name) ? [textOf(callee.object)] : [];
}

/**
 * A pattern with one thing changed: an anchor gone, a class turned round, a quantifier gone.
 * @param {string} pattern
 * @returns {readonly string[]}
 */
function regexReplacements(pattern) {
  const found = [];
  if (pattern.startsWith("^")) found.push(pattern.slice(1));
  if (pattern.endsWith("$") && !pattern.endsWith("\\$")) found.push(pattern.slice(0, -1));
  for (const { 0: text, index } of pattern.matchAll(
    /\\[dDwWsS]|\[\^?|\)\?|[\]\w)][+*]|\{\d+(?:,\d*)?\}/g,
  )) {
    const [before, after] = [pattern.slice(0, index), pattern.slice(index + text.length)];
    const letter = text.at(1) ?? "";
    if (text.startsWith("\\"))
      found.push(
        `${before}\\${letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()}${after}`,
      );
    else if (text.startsWith("[")) found.push(`${before}${text === "[" ? "[^" : "["}${after}`);
    else if (text.startsWith("{")) found.push(before + after);
    else found.push(before + text.slice(0, -1) + after);
  }
  return found;
}
