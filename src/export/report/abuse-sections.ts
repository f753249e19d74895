import type { Probe } from "#acquisition";
import { withCommas } from "#policy";
import {
  type Block,
  type Line,
  list,
  paragraph,
  type Section,
  section,
  type Tone,
  table,
} from "./blocks.ts";
import { grouped } from "./words.ts";

/** So many are probeSection one by one; of the rest it is said how many they are. */
const most = 200;
/** And so many are named where each is as it must be. */
const mostNamed = 5;

/** What must be refused, and what must stay possible: the worst first. */
export function abuseSection(probes: readonly Probe[]): readonly Section[] {
  const inState = (state: Probe["state"]) => probes.filter((probe) => probe.state === state);
  const state = (words: string, tone: Tone, own: readonly Probe[]): Line => [
    { state: words, tone },
    `: ${withCommas(own.length)}`,
  ];
  const probeSection = (words: string, tone: Tone, own: readonly Probe[]) =>
    section(state(words, tone, own), oneByOne(own));
  const summed = (words: string, own: readonly Probe[]) =>
    section(state(words, "good", own), table(["What", "Times", "Who, on what"], rowsOf(own)));
  return section(
    ["Abuses"],
    [
      paragraph(
        "What nobody must be able to do with these documents, each put as a request to the authorizer.",
      ),
    ],
    {
      anchor: "abuses",
      sections: [
        ...probeSection("Open", "bad", inState("open")),
        ...probeSection("Required permissions that are blocked", "bad", inState("blocked")),
        ...probeSection("Not decided", "open", inState("unknown")),
        ...grouped(inState("knowingly-open"), mitigationOf).flatMap((own) =>
          section(state("Left open by the answers", "caution", own), [
            paragraph(mitigationOf(own[0])),
            ...oneByOne(own),
          ]),
        ),
        ...summed("Refused", inState("refused")),
        ...summed("Required permissions that are allowed", inState("allowed")),
      ],
    },
  );
}

/** What closes an abuse or a claim that the answers leave open, or why nothing does. Empty if it is not left open. */
export function mitigationOf({ mitigation, known }: Pick<Probe, "mitigation" | "known">): string {
  return mitigation ? `To close: ${mitigation.text}` : (known ?? "");
}

/** Each with who, what, and why. */
function oneByOne(probes: readonly Probe[]): readonly Block[] {
  const rest = probes.length - most;
  return [
    ...list(
      probes.slice(0, most).map(({ title, about, requests }): Line => {
        const why = requests.find((request) => request.why)?.why?.sentence;
        return [`${title} (${about}).${why ? ` ${why}` : ""}`];
      }),
    ),
    ...(rest > 0 ? [paragraph(`… and ${withCommas(rest)} more.`)] : []),
  ];
}

/** By what it is, with how often and for whom. */
function rowsOf(probes: readonly Probe[]): readonly (readonly Line[])[] {
  return grouped(probes, ({ title }) => title).map((own) => {
    const shown = own.slice(0, mostNamed).map(({ about }) => about);
    const rest = own.length - mostNamed;
    const words = rest > 0 ? [...shown, `… ${withCommas(rest)} more`] : shown;
    return [[own[0].title], [withCommas(own.length)], [words.join("; ")]];
  });
}
