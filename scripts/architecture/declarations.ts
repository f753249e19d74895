import { type ESTree, Visitor } from "vite";

/** What the rules ask about the top level of a file. */
export interface Declarations {
  /** Variables that change while the program runs, each with how: "`let turn`", "`known` is written". */
  moduleState: string[];
  /** Exported functions and classes without a docstring, by name. */
  undocumented: string[];
  /** The same of exported interfaces, and of exported types that are unions, objects or intersections. */
  undocumentedTypes: string[];
}

interface Comment {
  readonly type: string;
  readonly value: string;
  readonly end: number;
}

/** Functions that return a cache, by name; at the top level of a file it is state of the module. */
const cacheMaker = /^(?:remembering|kept|create)(?:[A-Z]\w*)?$/;
const makesCache = (name: string) =>
  cacheMaker.test(name) &&
  (!name.startsWith("create") || /(?:Cache|Memo|Linter|Verifier)$/.test(name));

/** Kinds of type whose members a name cannot say. */
const documentedTypes = ["TSUnionType", "TSTypeLiteral", "TSIntersectionType"];

const writingMethods =
  "set add delete clear push pop shift unshift splice sort reverse fill copyWithin".split(" ");

/** Reads the top level of a parsed file. */
export function declarationsOf(
  program: ESTree.Program,
  comments: readonly Comment[],
  text: string,
): Declarations {
  const hasDocstring = docstrings(comments, text);
  const exported = exportedNames(program);
  const undocumented: string[] = [];
  const undocumentedTypes: string[] = [];
  const moduleState: string[] = [];
  const mutable = new Set<string>();
  /** Overloads have the docstring of their first. */
  const overloaded = new Set<string>();

  for (const statement of program.body) {
    const isExport =
      statement.type === "ExportNamedDeclaration" || statement.type === "ExportDefaultDeclaration";
    const declaration = isExport ? statement.declaration : statement;
    if (!declaration) continue;
    if (declaration.type === "TSDeclareFunction" && hasDocstring(statement.start))
      overloaded.add(declaration.id?.name ?? "default");
    if (declaration.type === "FunctionDeclaration" || declaration.type === "ClassDeclaration") {
      const name = declaration.id?.name ?? "default";
      if (
        (isExport || exported.has(name)) &&
        !overloaded.has(name) &&
        !hasDocstring(statement.start)
      )
        undocumented.push(name);
    }
    const type =
      declaration.type === "TSTypeAliasDeclaration" ? declaration.typeAnnotation.type : "";
    if (
      (declaration.type === "TSInterfaceDeclaration" || documentedTypes.includes(type)) &&
      "id" in declaration &&
      declaration.id &&
      "name" in declaration.id &&
      (isExport || exported.has(declaration.id.name)) &&
      !hasDocstring(statement.start)
    )
      undocumentedTypes.push(declaration.id.name);
    if (declaration.type !== "VariableDeclaration" || declaration.declare) continue;
    for (const { id, init } of declaration.declarations) {
      const name = id.type === "Identifier" ? id.name : "pattern";
      if (declaration.kind !== "const") moduleState.push(`\`${declaration.kind} ${name}\``);
      const value = withoutTypes(init);
      if (!value) continue;
      if (/^(ArrowFunction|Function|Class)Expression$/.test(value.type)) {
        if ((isExport || exported.has(name)) && !hasDocstring(statement.start))
          undocumented.push(name);
      } else if (isCollection(value)) mutable.add(name);
      else if (value.type === "CallExpression" && value.callee.type === "Identifier") {
        if (makesCache(value.callee.name)) moduleState.push(`\`${name}\` is a cache`);
      }
    }
  }
  for (const name of writtenNames(program))
    if (mutable.has(name)) moduleState.push(`\`${name}\` is written`);
  return { moduleState, undocumented, undocumentedTypes };
}

/** Whether a docstring ends right before an offset. */
function docstrings(comments: readonly Comment[], text: string): (offset: number) => boolean {
  const ends = comments
    .filter(({ type, value }) => type === "Block" && value.startsWith("*"))
    .map(({ end }) => end);
  return (offset) => ends.some((end) => end <= offset && text.slice(end, offset).trim() === "");
}

/** Names that `export { … }` lists, under their own name. */
function exportedNames(program: ESTree.Program): Set<string> {
  return new Set(
    program.body.flatMap((statement) =>
      statement.type === "ExportNamedDeclaration" && !statement.source
        ? statement.specifiers.flatMap(({ local }) => ("name" in local ? local.name : []))
        : [],
    ),
  );
}

function withoutTypes(node: ESTree.Expression | null): ESTree.Expression | null {
  return node && /^TS(As|Satisfies|NonNull)/.test(node.type) && "expression" in node
    ? withoutTypes(node.expression as ESTree.Expression)
    : node;
}

function isCollection(node: ESTree.Expression): boolean {
  if (node.type === "ArrayExpression" || node.type === "ObjectExpression") return true;
  return (
    node.type === "NewExpression" &&
    node.callee.type === "Identifier" &&
    /^(Weak)?(Map|Set)$/.test(node.callee.name)
  );
}

/** The variables whose members are assigned, deleted or changed by a method. */
function writtenNames(program: ESTree.Program): Set<string> {
  const written = new Set<string>();
  const write = (node: ESTree.Node) => {
    if (node.type === "MemberExpression" && node.object.type === "Identifier")
      written.add(node.object.name);
  };
  new Visitor({
    AssignmentExpression({ left }) {
      write(left);
    },
    UpdateExpression({ argument }) {
      write(argument);
    },
    UnaryExpression({ operator, argument }) {
      if (operator === "delete") write(argument);
    },
    CallExpression({ callee }) {
      if (
        callee.type === "MemberExpression" &&
        callee.property.type === "Identifier" &&
        writingMethods.includes(callee.property.name)
      )
        write(callee);
    },
  }).visit(program);
  return written;
}
