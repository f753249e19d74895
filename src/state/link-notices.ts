import type { Scenario } from "#scenario";
import type { DecodedState } from "#share";
import type { Notice } from "./work.ts";

type Refused = Extract<DecodedState, { readonly ok: false }>;

/** Says why a link or file was not opened; for a link, with its text, so that the user can copy it. */
export function refusal({ reason, message }: Refused, from: string, fragment?: string): Notice {
  if (reason === "large" && from === "history")
    return {
      tone: "info",
      title: "This address does not contain the work",
      text: "The work is too large for the address. Undo restores it.",
    };
  return {
    tone: "problem",
    title: `This ${from === "file" ? from : "link"} was not opened`,
    text: message,
    ...(fragment === undefined || reason === "large" ? {} : { keep: fragment }),
  };
}

/** The notices about a link or file whose content was read. */
export const linkNotices = {
  /** The notice after other work was opened. Returns `null` if there is nothing to say. */
  opened(
    from: "link" | "file",
    dropped: readonly string[],
    restore: (() => void) | undefined,
  ): Notice | null {
    if (dropped.length === 0 && !restore) return null;
    const losses =
      dropped.length > 0
        ? `Keyhole could not read some parts and left them out: ${dropped.join(", ")}.`
        : "";
    const earlier = restore ? "Your earlier work is kept." : "";
    return {
      tone: dropped.length > 0 ? "problem" : "info",
      title: `Opened from a ${from}`,
      text: [losses, earlier].filter((sentence) => sentence !== "").join(" "),
      ...(restore ? { action: { label: "Restore my earlier work", command: restore } } : {}),
    };
  },
  /** Asks before the work of a link takes the place of the work on the screen, and says which accounts each has. */
  asks({ present, linked }: Record<"present" | "linked", Scenario>, command: () => void): Notice {
    return {
      tone: "problem",
      title: "A link to other work arrived",
      text: `Your work is still open: ${accountsIn(present)}. The link has ${accountsIn(linked)}. Open it only if you expected it.`,
      action: { label: "Open the link", command },
    };
  },
};

/** The most accounts of targets that a sentence names. */
const namedAccounts = 3;

function accountsIn({ platform, targets }: Scenario): string {
  const accounts = [...new Set(targets.map(({ account }) => account))].filter((id) => id !== "");
  const named = accounts.slice(0, namedAccounts).join(", ");
  const others = accounts.length - namedAccounts;
  const inTargets = others > 0 ? `${named} and ${others} more` : named;
  return `platform account ${platform.account || "not answered"}, target ${accounts.length === 1 ? "account" : "accounts"} ${inTargets || "not answered"}`;
}
