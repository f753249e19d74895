import { Download } from "lucide-react";
import { targetTemplate } from "#import";
import { saveText } from "../editor/download.ts";
import { useCopy } from "../editor/use-copy.ts";
import { Button } from "../parts/button.tsx";
import { CommandLine } from "../parts/command-line.tsx";

const commands: readonly { readonly title: string; readonly line: string }[] = [
  {
    title: "The accounts, in the management account",
    line: "aws organizations list-accounts --output json",
  },
  {
    title: "The keys, in each account and region",
    line: "aws kms list-keys --region us-east-1 --output json",
  },
  {
    title: "The aliases, which show the keys that AWS manages",
    line: "aws kms list-aliases --region us-east-1 --output json",
  },
];

const columns: readonly (readonly [name: string, what: string])[] = [
  ["account", "12 digits; optional if the key is an ARN"],
  ["name", "what you call the account"],
  ["role", "the role that the platform assumes there"],
  ["region", "the key’s region; optional if the key is an ARN"],
  ["key", "ARN, id, alias/…, every, or tag KEY=VALUE"],
  ["type", "customer managed, AWS managed or multi-Region"],
  ["replica regions", "of a multi-Region key, separated by spaces"],
  ["create grant", "withhold, only for AWS resources or unrestricted"],
  ["administrators", "roles that manage the key, separated by ;"],
];

/** What Keyhole can read, and the commands that print it. */
export function BulkHelp() {
  const { said, refused, copy } = useCopy();
  return (
    <div className="grid gap-x-8 gap-y-2 md:grid-cols-2">
      <section className="stack content-start gap-2">
        <h3 className="font-medium text-sm">A table</h3>
        <p className="text-muted text-xs">
          CSV with commas, semicolons or tabs, or JSON objects with the same names. One row for each
          key. Columns can be in any order, and you can leave columns out.
        </p>
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 text-xs">
          {columns.map(([name, what]) => (
            <div key={name} className="contents">
              <dt className="font-mono">{name}</dt>
              <dd className="text-muted">{what}</dd>
            </div>
          ))}
        </dl>
        <Button
          icon={Download}
          className="justify-self-start"
          onClick={() => saveText(targetTemplate, "keyhole-accounts.csv", "text/csv")}
        >
          Download a template
        </Button>
      </section>
      <section className="stack content-start gap-2">
        <h3 className="font-medium text-sm">From the AWS CLI</h3>
        <p role="status" className={`min-h-4 text-xs ${refused ? "text-refused" : "text-muted"}`}>
          {said || "Paste the output of these commands, one at a time or together."}
        </p>
        <ul className="stack gap-2.5">
          {commands.map(({ title, line }) => (
            <li key={line} className="stack gap-1">
              <h4 className="text-soft text-sm">{title}</h4>
              <CommandLine
                title={title}
                line={line}
                onCopy={() => void copy(line, "the command")}
              />
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
