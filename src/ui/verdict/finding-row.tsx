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
  /** The number of findings of the rule in the document that can be fixed. */
  readonly alike: number;
  /** Whether the finding is about the current text: only then can it be fixed. */
  readonly current: boolean;
  /** Called after a command on the finding, whose row may no longer be drawn. */
  readonly onDone: () => void;
}

/** One finding with its commands. A click goes to its place in the document. */
export function FindingRow(props: FindingRowProps) {
  const { documentId, finding, alike, current, onDone } = props;
  const { rule, severity, message, fix } = finding;
  const commands = useFindingCommands();
  const more: readonly MenuItem[] = [
    ...(current && alike > 1
      ? [
          {
            label: `Fix all ${alike} of this rule`,
            help: "In this document",
            run: () => void commands.fixAll(documentId, rule).then(onDone),
          },
        ]
      : []),
    {
      label: "Ignore this rule in this document",
      help: "Its findings no longer count. The link contains this choice.",
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
