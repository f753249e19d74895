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
    title: "Their aliases: these tell AWS managed keys from your own",
    line: "aws kms list-aliases --region us-east-1 --output json",
  },
];

const columns: readonly (readonly [name: string, what: string])[] = [
  ["account", "12 digits; may be left out where the key is an ARN"],
  ["name", "what you call the account"],
  ["role", "the role that the platform assumes there"],
  ["region", "of the key; may be left out where the key is an ARN"],
  ["key", "ARN, id, alias/…, every, or tag KEY=VALUE"],
  ["type", "customer managed, AWS managed or multi-Region"],
  ["replica regions", "of a multi-Region key, with spaces between"],
  ["create grant", "withhold, only for AWS resources or unrestricted"],
  ["administrators", "roles that manage the key, with ; between"],
];

/** What can be brought, and how to get it out of AWS. */
export function BulkHelp() {
  const { said, refused, copy } = useCopy();
  return (
    <div className="grid gap-x-8 gap-y-4 md:grid-cols-2">
      <section className="stack content-start gap-2">
        <h3 className="font-medium text-sm">A table</h3>
        <p className="text-muted text-xs">
          CSV with commas, semicolons or tabs, or JSON objects with the same names. A row for each
          key; columns in any order, those that you do not have left out.
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
        <h3 className="font-medium text-sm">Out of AWS</h3>
        <p role="status" className={`min-h-4 text-xs ${refused ? "text-refused" : "text-muted"}`}>
          {said || "Paste what these print, one after the other or all at once."}
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
