import {
  type ComponentType,
  createElement,
  type ReactNode,
  startTransition,
  useEffect,
  useState,
} from "react";
import { CodeNotLoaded, PartBoundary } from "./part-boundary.tsx";

/**
 * So long a failure waits until it is shown, in milliseconds: when a page is left, Firefox ends its imports with an error, and
 * shows the page until the next one arrives.
 */
const leavingTime = 1_000;

/**
 * A component with code that is fetched when it is first drawn; until then `waiting` is drawn. If the code cannot be
 * fetched, or the part throws an error, a notice names it by `what` (“The verdict”) and offers to try again. The notice
 * floats if the part has `onClose`, because a dialog or a menu has no place in the page. It does without `lazy` and
 * `Suspense`: React shows what they waited for no sooner than 300 ms after the fallback.
 */
export function lazyPart<Props extends object>(
  what: string,
  load: () => Promise<ComponentType<Props>>,
  waiting: ReactNode = null,
): ComponentType<Props> {
  let part: ComponentType<Props> | undefined;
  // biome-ignore lint/correctness/noComponentHookFactories: called once for each part, when its module is loaded
  function Loaded(props: Props) {
    const [isHere, setIsHere] = useState(part !== undefined);
    const [failure, setFailure] = useState<CodeNotLoaded | null>(null);
    useEffect(() => {
      if (isHere) return;
      let isMounted = true;
      let failing: ReturnType<typeof setTimeout> | undefined;
      load().then(
        (component) => {
          part = component;
          if (isMounted) startTransition(() => setIsHere(true));
        },
        (cause: unknown) => {
          if (isMounted)
            failing = setTimeout(() => setFailure(new CodeNotLoaded(what, { cause })), leavingTime);
        },
      );
      return () => {
        isMounted = false;
        clearTimeout(failing);
      };
    }, [isHere]);
    if (failure) throw failure;
    return isHere && part ? createElement(part, props) : waiting;
  }
  // biome-ignore lint/correctness/noComponentHookFactories: as above
  return function LazyPart(props: Props) {
    const { onClose } = props as { readonly onClose?: () => void };
    return (
      <PartBoundary what={what} onClose={onClose}>
        <Loaded {...props} />
      </PartBoundary>
    );
  };
}
