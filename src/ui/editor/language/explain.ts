import { findNodeAtOffset, parseTree } from "jsonc-parser";
import { cursorContextAt, isWalkable } from "./cursor-context.ts";
import { elementWords } from "./elements.ts";
import { aboutAction, aboutConditionKey } from "./explain-names.ts";
import { aboutPrincipal, aboutResource } from "./explain-values.ts";
import { operatorWords } from "./operator-words.ts";
import { code, type Surroundings } from "./suggestion.ts";

/** The meaning of a word in a policy, in paragraphs of Markdown, and the range of the word. */
export interface Explained {
  readonly start: number;
  readonly end: number;
  readonly paragraphs: readonly string[];
}

/** Explains the word at an offset. Returns `undefined` if there is no explanation. Never throws. */
export function explain(text: string, offset: number, around: Surroundings): Explained | undefined {
  const tree = isWalkable(text) ? parseTree(text) : undefined;
  const node = tree && findNodeAtOffset(tree, offset);
  if (node?.type !== "string" || typeof node.value !== "string") return undefined;
  const cursor = cursorContextAt(text, node.offset + 1);
  if (!cursor) return undefined;
  const word = node.value;
  const paragraphs = (): readonly string[] => {
    const { slot, statement } = cursor;
    switch (slot.at) {
      case "policy-element":
      case "statement-element":
        return titled(word, Object.hasOwn(elementWords, word) ? elementWords[word] : undefined);
      case "action":
        return aboutAction(word);
      case "operator":
        return [
          ...titled(word, operatorWords(word)),
          ...source("IAM User Guide, “Condition operators”"),
        ];
      case "condition-key":
        return aboutConditionKey(word, statement);
      case "principal":
      case "principal-value":
        return aboutPrincipal(word, around);
      case "resource":
        return aboutResource(word, around);
      default:
        return [];
    }
  };
  const own = paragraphs().filter((paragraph) => paragraph !== "");
  if (own.length < 2) return undefined;
  return { start: node.offset, end: node.offset + node.length, paragraphs: own };
}

function titled(word: string, words: string | undefined): readonly string[] {
  return words ? [`**${code(word)}**`, words] : [];
}

const source = (page: string): readonly string[] => [`Source: ${page}`];
