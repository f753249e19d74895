import type { Finding } from "#engine";
import { worstFirst } from "../findings/active-findings.ts";
import { severityTones } from "../findings/severities.ts";
import { StateWord } from "../parts/state-word.tsx";
import { Worded } from "../parts/worded.tsx";
import { LongList } from "../verdict/long-list.tsx";

/** The linter's findings in a merged document, without suggestions, the most severe first. */
export function ReviewFindings({ findings }: { readonly findings: readonly Finding[] }) {
  const grave = worstFirst(findings).filter(({ severity }) => severity !== "suggestion");
  if (grave.length === 0) return null;
  return (
    <LongList items={grave} most={5} noun="findings" className="stack gap-1">
      {({ rule, severity, message, start }) => (
        <li key={`${rule} ${start}`} className="flex items-baseline gap-2 text-sm">
          <span className="shrink-0">
            <StateWord tone={severityTones[severity]}>{severity}</StateWord>
          </span>
          <span className="min-w-0 break-words">
            <Worded>{message}</Worded>
          </span>
        </li>
      )}
    </LongList>
  );
}
