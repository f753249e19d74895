import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  Parser,
  type Scalar,
} from "yaml";
import { isDeeperThan } from "#policy";
import {
  maximumDepth,
  maximumDocuments,
  maximumYamlItems,
  maximumYamlLexemes,
  maximumYamlValues,
} from "../limits.ts";

/** The YAML documents in a text, or why it has none. */
export type YamlTexts =
  | { readonly ok: true; readonly values: readonly unknown[] }
  | { readonly ok: false; readonly message: string };

/**
 * Reads YAML into JSON values. CloudFormation's short forms become long forms (`!Sub x` is `{ "Fn::Sub": "x" }`).
 * Aliases are expanded up to a limit, against texts that grow without end. Never throws.
 * `onWork` is called again and again while it reads: a long text takes seconds.
 * Source: CloudFormation Template Reference, "Intrinsic function reference".
 */
export function readYaml(text: string, onWork: () => void = () => {}): YamlTexts {
  if (isDeeperThan(text, maximumDepth)) return { ok: false, message: tooDeep };
  try {
    const values: unknown[] = [];
    for (const document of documentsOf(text, onWork)) {
      if (values.length >= maximumDocuments)
        return { ok: false, message: "This has too many YAML documents. Import fewer at once." };
      const error = document.errors[0];
      if (error) throw new Unreadable(mistake(text, error.pos[0], error.message));
      values.push(new Reading(document.contents).value(document.contents, 0));
    }
    return { ok: true, values };
  } catch (error) {
    return { ok: false, message: error instanceof Unreadable ? error.message : tooDeep };
  }
}

type Place = number | readonly number[] | { readonly offset: number };

/** The documents of a text, up to the first syntax error: a text with many errors would take minutes. */
function documentsOf(text: string, onWork: () => void): Iterable<Document.Parsed> {
  // Comparing keys takes quadratic time.
  const composer = new Composer({ uniqueKeys: false, logLevel: "silent" });
  let first: Unreadable | undefined;
  const onError = (at: Place, code: string, message: string, isWarning?: boolean) => {
    if (isWarning) return;
    const offset = typeof at === "number" ? at : "offset" in at ? at.offset : (at[0] ?? 0);
    // The composer catches what is thrown inside it, and reports it a second time.
    first ??= new Unreadable(
      code === "RESOURCE_EXHAUSTION" ? tooDeep : mistake(text, offset, message),
    );
    throw first;
  };
  // The library reports errors through this member. If it is ever renamed, the errors are in `errors`, which is read
  // above.
  Object.assign(composer, { onError });
  return composer.compose(tokensOf(text, onWork), true, text.length);
}

/** The tokens of the YAML parser, up to the first syntax error or the limit. */
function* tokensOf(text: string, onWork: () => void): Iterable<CST.Token> {
  const parser = new Parser();
  let lexemes = 0;
  let items = 0;
  const checked = function* (tokens: Iterable<CST.Token>) {
    for (const token of tokens) {
      if (token.type === "error") throw new Unreadable(mistake(text, token.offset, token.message));
      yield token;
    }
  };
  for (const lexeme of new Lexer().lex(text)) {
    lexemes += 1;
    if (lexemes % 1_000 === 0) onWork();
    if (lexeme === ":" || lexeme === "?" || lexeme === "-") items += 1;
    if (lexemes > maximumYamlLexemes || items > maximumYamlItems)
      throw new Unreadable("This YAML has more values than Keyhole reads. Import a part of it.");
    yield* checked(parser.next(lexeme));
  }
  yield* checked(parser.end());
}

const tooDeep = `This is nested deeper than ${maximumDepth} levels, and no template is.`;

class Unreadable extends Error {}

function mistake(text: string, at: number, message: string): string {
  const line = text.slice(0, at).split("\n").length;
  return `This looks like YAML but has an error. Line ${line}: ${message.slice(0, 200)}`;
}

/** Converts one document to a value. Tracks its anchors and the values that remain within the limit. */
class Reading {
  private left = maximumYamlValues;
  private readonly anchors = new Map<string, Node>();

  constructor(root: unknown) {
    this.collect(root, 0);
  }

  value(node: unknown, depth: number): unknown {
    this.left -= 1;
    if (this.left < 0)
      throw new Unreadable("The aliases of this YAML expand to more values than any template has.");
    if (depth > maximumDepth) throw new Unreadable(tooDeep);
    if (isAlias(node)) {
      const target = this.anchors.get(node.source);
      if (!target)
        throw new Unreadable(`The alias \`*${node.source.slice(0, 60)}\` has no anchor.`);
      return this.value(target, depth + 1);
    }
    return longForm(this.untagged(node, depth), tagOf(node));
  }

  private untagged(node: unknown, depth: number): unknown {
    if (isScalar(node)) return scalar(node.value, node.source);
    if (isSeq(node)) return node.items.map((item) => this.value(item, depth + 1));
    if (!isMap(node)) return null;
    const merged = new Map<string, unknown>();
    const members: [string, unknown][] = [];
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? (key.source ?? String(key.value)) : undefined;
      if (isScalar(key) && isMergeKey(key)) {
        for (const [member, one] of this.merged(value, depth))
          if (!merged.has(member)) merged.set(member, one);
      } else if (name !== undefined) members.push([name, this.value(value, depth + 1)]);
    }
    return Object.fromEntries([...merged, ...members]);
  }

  /**
   * The members that `<<: *one` or `<<: [*one, *other]` adds to a mapping, in order. The mapping's own members override
   * them; an earlier mapping of the list overrides a later one.
   * Source: YAML, "Merge Key Language-Independent Type".
   */
  private merged(value: unknown, depth: number): [string, unknown][] {
    const read = this.value(value, depth + 1);
    const mappings = Array.isArray(read) ? read : [read];
    return mappings.flatMap((one: unknown) =>
      typeof one === "object" && one !== null && !Array.isArray(one) ? Object.entries(one) : [],
    );
  }

  private collect(node: unknown, depth: number): void {
    if (depth > maximumDepth) return;
    if ((isScalar(node) || isMap(node) || isSeq(node)) && node.anchor) {
      // YAML lets a later anchor reuse the name, but that is probably a mistake.
      if (this.anchors.has(node.anchor))
        throw new Unreadable(
          `The anchor \`&${node.anchor.slice(0, 60)}\` is defined twice. Rename one.`,
        );
      this.anchors.set(node.anchor, node);
    }
    if (isSeq(node)) for (const item of node.items) this.collect(item, depth + 1);
    if (isMap(node)) for (const { value } of node.items) this.collect(value, depth + 1);
  }
}

/** A plain `<<`; in quotes it is an ordinary member name. */
function isMergeKey({ value, type }: Scalar): boolean {
  return value === "<<" && type === "PLAIN";
}

/** Account ids stay texts: as a number, `012345678901` would lose its zero. */
function scalar(value: unknown, source: string | undefined): unknown {
  if (typeof value === "number" && source !== undefined)
    return String(value) === source && source.length < 12 ? value : source;
  return typeof value === "bigint" ? String(value) : (value ?? null);
}

function tagOf(node: unknown): string {
  const tag = isScalar(node) || isMap(node) || isSeq(node) ? node.tag : undefined;
  return tag?.startsWith("!") ? tag.slice(1) : "";
}

function longForm(value: unknown, tag: string): unknown {
  if (!/^[A-Za-z]{1,40}$/.test(tag)) return value;
  const name = tag === "Ref" || tag === "Condition" ? tag : `Fn::${tag}`;
  return { [name]: value };
}
