import { useMemo } from "react";
import { exportCommands } from "#import";
import { subjectOf } from "#state";
import { useCopy } from "../editor/use-copy.ts";
import { AccountChip } from "../parts/chips.tsx";
import { CommandLine } from "../parts/command-line.tsx";
import { useKeyhole } from "../store.tsx";
import { Disclosure } from "../verdict/disclosure.tsx";
import { LongList } from "../verdict/long-list.tsx";

/** The commands that print the policies of the scenario's roles and keys. */
export function CommandList({ openAtFirst }: { readonly openAtFirst: boolean }) {
  return (
    <Disclosure
      heading={3}
      openAtFirst={openAtFirst}
      head={<span className="font-medium text-sm">Commands that print your policies</span>}
    >
      {() => <Commands />}
    </Disclosure>
  );
}

function Commands() {
  const subject = useKeyhole(subjectOf);
  const { said, refused, copy } = useCopy();
  const commands = useMemo(() => exportCommands(subject.scenario, subject.documents), [subject]);
  return (
    <div className="stack gap-2 pl-4">
      <p role="status" className={`min-h-4 text-xs ${refused ? "text-refused" : "text-muted"}`}>
        {said || "Paste the unchanged output into the box above."}
      </p>
      <div>
        <LongList items={commands} most={12} noun="commands" className="stack gap-2.5">
          {({ title, account, commands: lines, hint }) => (
            <li key={`${title} ${account}`} className="stack gap-1">
              <div className="flex flex-wrap items-center gap-2">
                <h4 className="text-soft text-sm">{title}</h4>
                {account !== undefined && <AccountChip account={account} />}
              </div>
              {lines.map((line) => (
                <CommandLine
                  key={line}
                  title={title}
                  line={line}
                  onCopy={() => void copy(line, "the command")}
                />
              ))}
              {hint && <p className="text-muted text-xs">{hint}</p>}
            </li>
          )}
        </LongList>
      </div>
    </div>
  );
}
