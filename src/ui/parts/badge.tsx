import type { ReactNode } from "react";

/** A short label of the element beside it: "example", "edited". Never a verdict. */
export function Badge({ children, tip }: { readonly children: ReactNode; readonly tip?: string }) {
  return (
    <span
      data-tip={tip}
      className="inline-flex h-4 items-center rounded-sm border border-line bg-sunken px-1 font-normal text-soft text-xs leading-none"
    >
      {children}
    </span>
  );
}
