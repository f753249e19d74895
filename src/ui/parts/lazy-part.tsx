import { type ComponentType, createElement, lazy, type ReactNode, Suspense, useState } from "react";
import { CodeNotLoaded, PartBoundary } from "./part-boundary.tsx";

/**
 * A component whose code is fetched when it is first drawn; `waiting` stands in its place meanwhile. If the code cannot be
 * fetched, or the part fails while it is drawn, a notice in its place names it by `what` (“The verdict”) and offers to try
 * again. The notice floats if the part has `onClose`: a dialog or a menu has no place in the page.
 */
export function lazyPart<Props extends object>(
  what: string,
  load: () => Promise<ComponentType<Props>>,
  waiting?: ReactNode,
): ComponentType<Props> {
  // React remembers a failed fetch for ever: each attempt needs another lazy component.
  const fetched = (): ComponentType<Props> =>
    lazy(() =>
      load().then(
        (part) => ({ default: part }),
        (cause: unknown) => {
          current = fetched();
          throw new CodeNotLoaded(what, { cause });
        },
      ),
    ) as unknown as ComponentType<Props>;
  let current = fetched();
  // biome-ignore lint/correctness/noComponentHookFactories: called once for each part, when its module is loaded
  return function LazyPart(props: Props) {
    const [part, setPart] = useState(() => current);
    const { onClose } = props as { readonly onClose?: () => void };
    return (
      <PartBoundary what={what} onRetry={() => setPart(() => current)} onClose={onClose}>
        <Suspense fallback={waiting}>{createElement(part, props)}</Suspense>
      </PartBoundary>
    );
  };
}
