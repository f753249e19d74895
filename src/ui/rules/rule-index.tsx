import { useState } from "react";
import type { ExplainedRule } from "#engine/linter";
import { rulePage } from "../findings/rule-link.tsx";
import { severities, severityMeanings, severityTones } from "../findings/severities.ts";
import { StateWord } from "../parts/state-word.tsx";
import { TextInput } from "../parts/text-input.tsx";
import { Worded } from "../parts/worded.tsx";

/** All rules with their descriptions, by severity. */
export function RuleIndex({ rules }: { readonly rules: readonly ExplainedRule[] }) {
  const [search, setSearch] = useState("");
  const found = rules.filter((rule) => matches(rule, search));
  return (
    <>
      <TextInput
        type="search"
        aria-label="Search the rules"
        placeholder={`Search ${rules.length} rules`}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <p role="status" className="text-muted text-sm empty:hidden">
        {found.length === 0 ? `No rule has “${search}” in its name or description.` : ""}
      </p>
      {severities.map((severity) => {
        const ofSeverity = found.filter((rule) => rule.severity === severity);
        if (ofSeverity.length === 0) return null;
        return (
          <section key={severity} aria-labelledby={`rules-${severity}`} className="stack gap-2">
            <h3 id={`rules-${severity}`} className="flex flex-wrap items-center gap-x-2 text-sm">
              <StateWord tone={severityTones[severity]}>{severity}</StateWord>
              <span className="font-normal text-muted text-xs">{severityMeanings[severity]}.</span>
            </h3>
            <ul className="grid grid-cols-[minmax(0,1fr)]">
              {ofSeverity.map((rule) => (
                <li
                  key={rule.id}
                  className="grid gap-x-3 border-line border-t py-1.5 sm:grid-cols-[14rem_minmax(0,1fr)]"
                >
                  <a
                    href={rulePage(rule.id)}
                    className="justify-self-start break-words rounded-sm font-mono text-sm underline decoration-line underline-offset-2 hover:text-accent hover:decoration-current"
                  >
                    {rule.id}
                  </a>
                  <p className="text-soft text-sm">
                    <Worded>{rule.docs.what}</Worded>
                  </p>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}

function matches({ id, docs }: ExplainedRule, search: string): boolean {
  const searched = search.trim().toLowerCase();
  return [id, docs.what, docs.why].some((text) => text.toLowerCase().includes(searched));
}
