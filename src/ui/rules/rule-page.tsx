import type { ReactNode } from "react";
import type { Finding } from "#engine";
import type { ExplainedRule } from "#engine/linter";
import { severityMeanings, severityTones } from "../findings/severities.ts";
import { StateWord } from "../parts/state-word.tsx";
import { Worded } from "../parts/worded.tsx";
import { ExampleText } from "./example-text.tsx";
import { RuleInWork } from "./rule-in-work.tsx";

const kindWords = {
  identity: "identity policies",
  key: "key policies",
  trust: "trust policies",
} as const;

interface RulePageProps {
  readonly rule: ExplainedRule;
  /** What the rule finds in its example. */
  readonly found: readonly Finding[];
}

/** A rule: what it finds, why it matters, an example that it reports, and one that it does not. */
export function RulePage({ rule, found }: RulePageProps) {
  const { id, severity, kinds, docs } = rule;
  return (
    <>
      <p className="-mt-3 flex flex-wrap items-center gap-x-2 text-muted text-sm">
        <StateWord tone={severityTones[severity]}>{severity}</StateWord>
        <span>
          {severityMeanings[severity]}. It checks {listed(kinds.map((each) => kindWords[each]))}.
        </span>
      </p>
      <Part title="What it finds">
        <p>
          <Worded>{docs.what}</Worded>
        </p>
      </Part>
      <Part title="Why it matters">
        <p>
          <Worded>{docs.why}</Worded>
        </p>
      </Part>
      <RuleInWork rule={id} />
      <Part title="Reported">
        <ExampleText label="An example that is reported" text={docs.failing} marked={found} />
        <ul className="stack gap-1">
          {[...new Set(found.map(({ message }) => message))].map((message) => (
            <li key={message} className="text-soft text-sm">
              <Worded>{message}</Worded>
            </li>
          ))}
        </ul>
      </Part>
      <Part title="Not reported">
        <ExampleText label="An example that is not reported" text={docs.passing} marked={[]} />
      </Part>
      <p className="border-line border-t pt-3 text-muted text-sm">Source: {docs.source}</p>
    </>
  );
}

interface PartProps {
  readonly title: string;
  readonly children: ReactNode;
}

function Part({ title, children }: PartProps) {
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
      <h3 className="font-semibold text-sm">{title}</h3>
      {children}
    </section>
  );
}

function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}
