import { type ComponentType, createElement, lazy, type ReactNode, Suspense, useState } from "react";
import { CodeNotLoaded, PartBoundary } from "./part-boundary.tsx";

/**
 * A component with code that is fetched when it is first drawn; until then `waiting` is drawn. If the code cannot be
 * fetched, or the part throws an error, a notice names it by `what` (“The verdict”) and offers to try again. The notice
 * floats if the part has `onClose`, because a dialog or a menu has no place in the page.
 */
export function lazyPart<Props extends object>(
  what: string,
  load: () => Promise<ComponentType<Props>>,
  waiting?: ReactNode,
): ComponentType<Props> {
  // React caches a failed fetch: each attempt needs another lazy component.
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
