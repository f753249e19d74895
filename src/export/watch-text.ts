import type { Watches } from "#evidence";
import { markdownText } from "./plain-text.ts";

/** EventBridge takes 512 characters. Source: EventBridge API Reference, "PutRule" (Description). */
export function descriptionOf(titles: readonly string[]): string {
  const [first = ""] = titles;
  const more = titles.length > 1 ? ` And ${titles.length - 1} more with the same events.` : "";
  return `${first.slice(0, 512 - more.length)}${more}`;
}

/** What a README says of the rules: what they need, and what no rule shows. */
export function watchParagraphs({ watches, unwatched }: Watches): readonly string[] {
  return [
    ...(watches.length === 0
      ? ["The answers leave nothing open that a rule of EventBridge shows."]
      : [
          "EventBridge rules tell what the answers leave open: each matches the abuse’s events and no call of the import. A trail must log management events, KMS events among them. Most of these events are reads for CloudTrail, so the rules take read-only management events: expect costs for matching, and calls of the import’s own dry runs (`verify.sh`) among the matches. Delivery is best effort. The target’s policy must let `events.amazonaws.com` send to it.",
        ]),
    ...(unwatched.length === 0
      ? []
      : [
          `No single event shows:\n\n${unwatched
            .flatMap(({ titles, why }) =>
              titles.length === 0
                ? [`- ${markdownText(why)}`]
                : titles.map((title) => `- ${markdownText(title)}: ${markdownText(why)}`),
            )
            .join("\n")}`,
        ]),
  ];
}
