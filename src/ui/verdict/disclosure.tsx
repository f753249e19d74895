import { ChevronRight } from "lucide-react";
import { type ReactNode, useId, useState } from "react";

interface DisclosureProps {
  /** Always drawn, inside a button: phrasing content only. */
  readonly head: ReactNode;
  /** Beside the head, outside the button. */
  readonly below?: ReactNode;
  /** Whether it is open until the user opens or closes it. */
  readonly openAtFirst: boolean;
  /** The level of the heading around the button; without it the row has no heading. */
  readonly heading?: 3 | 4;
  readonly children: () => ReactNode;
  readonly className?: string;
}

/** A row that opens and closes its content; closed content is not drawn. */
export function Disclosure(props: DisclosureProps) {
  const { head, below, openAtFirst, heading, children, className } = props;
  const id = useId();
  const [chosen, setChosen] = useState<boolean | null>(null);
  const open = chosen ?? openAtFirst;
  const Wrapper = heading ? (`h${heading}` as const) : "div";
  return (
    <div className={className}>
      <Wrapper>
        <button
          type="button"
          aria-expanded={open}
          aria-controls={open ? id : undefined}
          onClick={() => setChosen(!open)}
          className="group flex w-full items-start gap-1 rounded-md py-1 text-left hover:bg-canvas"
        >
          <ChevronRight
            aria-hidden
            size={14}
            className="mt-[3px] shrink-0 text-muted group-aria-expanded:rotate-90"
          />
          <span className="min-w-0 flex-1">{head}</span>
        </button>
      </Wrapper>
      {below}
      {open && <div id={id}>{children()}</div>}
    </div>
  );
}
