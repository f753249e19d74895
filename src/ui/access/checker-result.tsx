import type { ReactNode } from "react";
import type { CheckerCall } from "../import/use-checker-call.ts";
import { FailedNotice } from "../parts/failed-notice.tsx";
import { Skeleton } from "../parts/skeleton.tsx";

interface CheckerResultProps<Result> {
  readonly call: CheckerCall<Result>;
  /** What the checker does until the first result: “Comparing”. */
  readonly doing: string;
  /** What was not done if the call failed, as a sentence without a period. */
  readonly failed: string;
  readonly className?: string;
  readonly children: (result: NonNullable<Result>) => ReactNode;
}

/** The result of a call of the checker: grey lines until it arrives, faded while a newer one is computed. */
export function CheckerResult<Result>(props: CheckerResultProps<Result>) {
  const { call, doing, failed, className = "", children } = props;
  const { result, isCurrent, retry } = call;
  if (retry)
    return (
      <FailedNotice title={failed} onRetry={retry}>
        The checker does not answer.
      </FailedNotice>
    );
  if (!result) return <Skeleton label={doing} lines={[70, 50, 60]} />;
  return (
    <div aria-busy={!isCurrent} className={`${className} aria-busy:opacity-60`}>
      {children(result)}
    </div>
  );
}
