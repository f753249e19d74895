/** How good a state is; never shown by colour alone. */
export type Tone = "good" | "caution" | "bad" | "open";

/** A piece of a line. Everything in it is text: the writers escape it, each in one place. */
export type Inline =
  | string
  /** A name that AWS reads: an ARN, an account, a Sid. */
  | { readonly code: string }
  | { readonly state: string; readonly tone: Tone }
  /** An address of the page itself, made by us. */
  | { readonly href: string }
  /** Leads to the section with this anchor, where the format has such links. */
  | { readonly to: string; readonly text: string };

/** A line of text, or a sentence. */
export type Line = readonly Inline[];

/** What a section is made of, whatever the format. */
export type Block =
  | { readonly kind: "paragraph"; readonly line: Line }
  | { readonly kind: "list"; readonly items: readonly Line[] }
  /** Names and what they are. */
  | { readonly kind: "facts"; readonly rows: readonly (readonly [name: string, value: Line])[] }
  | {
      readonly kind: "table";
      readonly head: readonly string[];
      readonly rows: readonly (readonly Line[])[];
    }
  /** A drawing, as SVG for HTML and as Mermaid for Markdown; made by us from escaped texts. */
  | { readonly kind: "drawing"; readonly svg: string; readonly mermaid: string }
  /** A text, unchanged: a document, commands of a shell, or a query. */
  | { readonly kind: "text"; readonly text: string; readonly language?: "sh" | "sql" };

/** A heading with what stands below it. */
export interface Section {
  readonly title: Line;
  /** What a link leads to it by: letters, digits and dashes, made by us. */
  readonly anchor?: string;
  readonly blocks: readonly Block[];
  readonly sections?: readonly Section[];
  /** Long, and of use to few: closed on a screen, open in print. */
  readonly folded?: boolean;
}

/** A report in blocks, before it is written as HTML or Markdown. */
export interface Report {
  readonly title: string;
  /** The values are examples: nothing is green. */
  readonly example: boolean;
  readonly opening: readonly Block[];
  readonly sections: readonly Section[];
}

/** A paragraph of one line. */
export function paragraph(...line: Line): Block {
  return { kind: "paragraph", line };
}

/** A list; nothing where it has no items. */
export function list(items: readonly Line[]): readonly Block[] {
  return items.length > 0 ? [{ kind: "list", items }] : [];
}

/** A table; nothing where it has no rows. */
export function table(
  head: readonly string[],
  rows: readonly (readonly Line[])[],
): readonly Block[] {
  return rows.length > 0 ? [{ kind: "table", head, rows }] : [];
}

/** A section; nothing where there is nothing in it. */
export function section(
  title: Line,
  blocks: readonly Block[],
  rest: Pick<Section, "anchor" | "sections" | "folded"> = {},
): readonly Section[] {
  return blocks.length + (rest.sections?.length ?? 0) > 0 ? [{ title, blocks, ...rest }] : [];
}

/** A sentence of ours in which names stand between backticks. */
export function worded(sentence: string): Line {
  return sentence
    .split("`")
    .map((part, index): Inline => (index % 2 === 0 ? part : { code: part }))
    .filter((part) => part !== "");
}

/** Items of which at most some are named, and how many there are besides. */
export function named(items: readonly string[], most: number): Line {
  const shown = items.slice(0, most).flatMap((code, index): Line => {
    return index === 0 ? [{ code }] : [", ", { code }];
  });
  const rest = items.length - most;
  return rest > 0 ? [...shown, ` and ${rest} more`] : shown;
}
