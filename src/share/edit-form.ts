import { isDeeperThan } from "#policy";
import { maximumPayloadDepth } from "./shared-state.ts";

/**
 * The form of a document in a link or file: JSON if the text is exactly that JSON with two spaces, which saves white
 * space and escapes; otherwise the text.
 */
function editForm(text: string): unknown {
  // The place of the document in the link uses some of the depth.
  if (isDeeperThan(text, maximumPayloadDepth - 4)) return text;
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null;
    return isObject && textOfJson(value) === text ? value : text;
  } catch {
    return text;
  }
}

/** The forms of edits by document id; `undefined` if there are no edits. */
export function editForms(
  edits: Readonly<Record<string, string>>,
): Readonly<Record<string, unknown>> | undefined {
  const forms = Object.entries(edits).map(([id, text]) => [id, editForm(text)] as const);
  return forms.length === 0 ? undefined : Object.fromEntries(forms);
}

/** The text of such a form, or `undefined` if it is neither text nor JSON. */
export function editText(form: unknown): string | undefined {
  if (typeof form === "string") return form;
  return typeof form === "object" && form !== null ? textOfJson(form) : undefined;
}

const textOfJson = (value: object): string => JSON.stringify(value, null, 2);
