import { documentsOf, type KeyholeState } from "#state";
import type { Verdict } from "#verdict";
import { activeFindings } from "../findings/active-findings.ts";
import { documentTitle } from "../verdict/names.ts";

/** Something that the palette can do or show. */
export interface Entry {
  readonly id: string;
  readonly kind: "Action" | "Document" | "Finding";
  readonly title: string;
  /** A second line: the account of a document, the document of a finding. */
  readonly detail?: string;
  /** Its own shortcut: “Ctrl+Z”. */
  readonly keys?: string;
  readonly run: () => void;
}

/** More findings than this are reached by typing. */
const mostFindings = 200;

/** The commands of the page: its buttons, by their names, so that none is forgotten. Those of an open dialog are left out. */
export function actionsOn(page: Document): readonly Entry[] {
  const seen = new Set<string>();
  return [...page.querySelectorAll<HTMLButtonElement>("button")].flatMap((button): Entry[] => {
    const title = nameOf(button);
    if (title === "" || seen.has(title) || !isCommand(button)) return [];
    seen.add(title);
    const keys = button.getAttribute("aria-keyshortcuts")?.replace("Control", "Ctrl");
    return [
      {
        id: `action ${title}`,
        kind: "Action",
        title,
        ...(keys ? { keys } : {}),
        // After the palette has closed and given the focus back.
        run: () => setTimeout(() => button.click()),
      },
    ];
  });
}

/** A button that does something with the work: not a tab, an option, or the handle of something that folds. */
function isCommand(button: HTMLButtonElement): boolean {
  return (
    !button.disabled &&
    button.getAttribute("aria-disabled") !== "true" &&
    !button.hasAttribute("aria-expanded") &&
    !button.hasAttribute("role") &&
    button.getAttribute("aria-keyshortcuts") !== "Control+K" &&
    button.closest(".monaco-editor, [role=dialog], [role=alertdialog], fieldset") === null
  );
}

function nameOf(button: HTMLButtonElement): string {
  const name = button.getAttribute("aria-label") ?? button.textContent ?? "";
  return name.replace(/\s+/g, " ").trim();
}

/** The documents and findings of the work. */
export function placesIn(state: KeyholeState, verdict: Verdict | null): readonly Entry[] {
  const documents = documentsOf(state);
  const byId = new Map(documents.map((document) => [document.generated.id, document]));
  const findings = Object.entries(verdict?.findings ?? {}).flatMap(([documentId, own]) => {
    const ignored = Object.hasOwn(state.ignored, documentId)
      ? state.ignored[documentId]
      : undefined;
    return activeFindings(own, ignored ?? []).map(
      ({ rule, message, start, end }): Entry => ({
        id: `finding ${documentId} ${rule} ${start}`,
        kind: "Finding",
        title: `${rule}: ${message}`,
        detail: documentTitle(byId.get(documentId), documentId),
        run: () => state.showPlace(documentId, { start, end }),
      }),
    );
  });
  return [
    ...documents.map(
      ({ generated: { id, account, region } }): Entry => ({
        id: `document ${id}`,
        kind: "Document",
        title: documentTitle(byId.get(id), id),
        detail: [account, region].filter(Boolean).join(", "),
        run: () => {
          state.showPart("documents");
          state.show(id);
        },
      }),
    ),
    ...findings.slice(0, mostFindings),
  ];
}

/** The entries that have every word of a search, in their order. */
export function matchingEntries(entries: readonly Entry[], search: string): readonly Entry[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter(({ kind, title, detail = "" }) => {
    const text = `${kind} ${title} ${detail}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
