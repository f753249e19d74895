import { Copy } from "lucide-react";
import { IconButton } from "./button.tsx";

interface CommandLineProps {
  /** What it is for: “Copy: Key policy of …”. */
  readonly title: string;
  readonly line: string;
  readonly onCopy: () => void;
}

/** A line for a shell, to copy. */
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
