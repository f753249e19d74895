import { type ReactNode, useEffect, useRef } from "react";

interface ScreenHeadProps {
  readonly title: string;
  readonly children?: ReactNode;
}

/** The question of a screen. It gets the focus when the screen opens, so that it is read out and Tab leads into it. */
export function ScreenHead({ title, children }: ScreenHeadProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <header className="mb-5 max-w-[46rem]">
      <h1
        ref={heading}
        tabIndex={-1}
        className="font-semibold text-[22px] leading-7 tracking-[-0.012em] outline-none max-sm:text-xl"
      >
        {title}
      </h1>
      {children && <p className="mt-1.5 text-base text-soft leading-[22px]">{children}</p>}
    </header>
  );
}

/** A screen with fields: the fields left, what they mean so far right. */
export function TwoColumns(props: { readonly children: ReactNode; readonly aside: ReactNode }) {
  return (
    <div className="grid gap-x-8 gap-y-8 lg:grid-cols-[minmax(0,33rem)_minmax(0,1fr)]">
      <div className="stack content-start gap-4">{props.children}</div>
      <div className="stack content-start">{props.aside}</div>
    </div>
  );
}
