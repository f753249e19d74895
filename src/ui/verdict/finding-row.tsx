import { Ellipsis, Wrench } from "lucide-react";
import type { Finding } from "#engine";
import { RuleLink, rulePage } from "../findings/rule-link.tsx";
import { severityTones } from "../findings/severities.ts";
import { useFindingCommands } from "../findings/use-finding-commands.ts";
import { Button } from "../parts/button.tsx";
import type { MenuItem } from "../parts/menu.tsx";
import { MenuButton } from "../parts/menu-button.tsx";
import { plainWords } from "../parts/plain-words.ts";
import { StateWord } from "../parts/state-word.tsx";
import { Worded } from "../parts/worded.tsx";

interface FindingRowProps {
  readonly documentId: string;
  readonly finding: Finding;
  /** How many findings of the rule in the document can be repaired. */
  readonly alike: number;
  /** Whether the finding is about the text as it stands: only then is there a place to repair. */
  readonly current: boolean;
  /** Something was done about the finding: its row may be gone now. */
  readonly onDone: () => void;
}

/** One finding: a click goes to its place; beside it what can be done about it. */
export function FindingRow(props: FindingRowProps) {
  const { documentId, finding, alike, current, onDone } = props;
  const { rule, severity, message, fix } = finding;
  const commands = useFindingCommands();
  const more: readonly MenuItem[] = [
    ...(current && alike > 1
      ? [
          {
            label: `Fix all ${alike} of this kind`,
            help: "In this document",
            run: () => void commands.fixAll(documentId, rule).then(onDone),
          },
        ]
      : []),
    {
      label: "Ignore this rule in this document",
      help: "Not counted from then on; kept in the link",
      run: () => {
        commands.ignore(documentId, rule);
        onDone();
      },
    },
    {
      label: "About this rule",
      run: () => {
        location.hash = rulePage(rule);
      },
    },
  ];
  return (
    <div className="relative rounded-md px-2 py-1 hover:bg-canvas">
      <div className="flex min-h-6 items-center gap-x-2">
        <StateWord tone={severityTones[severity]}>{severity}</StateWord>
        <RuleLink rule={rule} className="relative z-1 min-w-0 truncate" />
        <div className="relative z-1 -mr-1.5 ml-auto flex shrink-0 items-center">
          {fix && (
            <Button
              tone="quiet"
              icon={Wrench}
              tip={plainWords(`Fix: ${fix.label}`)}
              aria-disabled={!current}
              onClick={() => {
                commands.fix(documentId, finding);
                onDone();
              }}
              className="h-6 px-1.5 text-xs aria-disabled:opacity-45"
            >
              Fix
            </Button>
          )}
          <MenuButton label={`More about ${rule}`} icon={Ellipsis} items={more} />
        </div>
      </div>
      <button
        type="button"
        onClick={() => commands.show(documentId, finding)}
        className="block w-full break-words text-left text-sm before:absolute before:inset-0 before:rounded-md"
      >
        <span className="sr-only">{severity}: </span>
        <Worded>{message}</Worded>
      </button>
    </div>
  );
}
