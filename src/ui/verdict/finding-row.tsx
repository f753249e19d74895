import { Ellipsis, Wrench } from "lucide-react";
import type { Finding } from "#engine";
import { RuleLink, rulePage } from "../findings/rule-link.tsx";
import { severityTones } from "../findings/severities.ts";
import { useFindingCommands } from "../findings/use-finding-commands.ts";
import { Button } from "../parts/button.tsx";
import type { MenuItem } from "../parts/menu.tsx";
import { MenuButton } from "../parts/menu-button.tsx";
import { StateWord } from "../parts/state-word.tsx";

interface FindingRowProps {
  readonly documentId: string;
  readonly finding: Finding;
  /** How many findings of the rule in the document can be repaired. */
  readonly alike: number;
  /** Whether the finding is about the text as it stands: only then is there a place to repair. */
  readonly current: boolean;
}

/** One finding: a click goes to its place; beside it what can be done about it. */
export function FindingRow({ documentId, finding, alike, current }: FindingRowProps) {
  const { rule, severity, message, fix } = finding;
  const commands = useFindingCommands();
  const more: readonly MenuItem[] = [
    ...(current && alike > 1
      ? [
          {
            label: `Fix all ${alike} of this kind`,
            help: "In this document",
            run: () => void commands.fixAll(documentId, rule),
          },
        ]
      : []),
    {
      label: "Ignore this rule in this document",
      help: "Not counted from then on; kept in the link",
      run: () => commands.ignore(documentId, rule),
    },
    {
      label: "About this rule",
      run: () => {
        location.hash = rulePage(rule);
      },
    },
  ];
  return (
    <div className="rounded-md hover:bg-canvas">
      <button
        type="button"
        onClick={() => commands.show(documentId, finding)}
        className="grid w-full gap-0.5 rounded-md px-2 pt-1 text-left"
      >
        <StateWord tone={severityTones[severity]}>{severity}</StateWord>
        <span className="break-words text-sm">{message}</span>
      </button>
      <div className="flex min-h-7 items-center gap-1 px-2">
        <RuleLink rule={rule} className="mr-auto min-w-0 truncate" />
        {fix && (
          <Button
            tone="quiet"
            icon={Wrench}
            tip={`Fix: ${fix.label}`}
            aria-disabled={!current}
            onClick={() => commands.fix(documentId, finding)}
            className="h-6 px-1.5 text-xs aria-disabled:opacity-45"
          >
            Fix
          </Button>
        )}
        <MenuButton label={`More about ${rule}`} icon={Ellipsis} items={more} />
      </div>
    </div>
  );
}
