import { Copy } from "lucide-react";
import { IconButton } from "./button.tsx";

interface CommandLineProps {
  /** The command's purpose, for the label of the button: “Copy: Key policy of …”. */
  readonly title: string;
  readonly line: string;
  readonly onCopy: () => void;
}

/** A shell command with a button to copy it. */
export function CommandLine({ title, line, onCopy }: CommandLineProps) {
  return (
    <div className="flex items-start gap-1 rounded-sm border border-line bg-canvas py-0.5 pr-0.5 pl-2">
      <code className="min-w-0 flex-1 whitespace-pre-wrap py-1 text-xs [overflow-wrap:anywhere]">
        {line}
      </code>
      <IconButton label={`Copy: ${title}`} icon={Copy} onClick={onCopy} />
    </div>
  );
}
