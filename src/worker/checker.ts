import { proxy } from "comlink";
import { createCalls, type Peer } from "#jobs/calls";
import { type Connection, ConnectionLost, connect, type Jobs, startHost } from "./connection.ts";

/** The checker failed, as opposed to what it checks: the screen says so. */
export class CheckerFailed extends Error {}

export type Checker = ReturnType<typeof createChecker>;

/**
 * Calls the jobs, which are done in a worker. If that is lost, it is started again once, and the call with it; then the
 * call rejects with `CheckerFailed`, and the next call tries again.
 */
export function createChecker(start = startHost) {
  let connection: Connection | undefined;
  return createCalls({
    call: async <Result>(act: (jobs: Jobs, to: Peer) => Promise<Result>): Promise<Result> => {
      for (let isFirst = true; ; isFirst = false) {
        if (!connection || connection.isLost()) connection = connect(start);
        const to = connection;
        try {
          return await to.call((jobs) => act(jobs, to));
        } catch (error) {
          if (error instanceof ConnectionLost && isFirst) continue;
          const why = error instanceof ConnectionLost ? "it does not answer" : String(error);
          throw new CheckerFailed(why, { cause: error });
        }
      }
    },
    report: proxy,
    close: () => connection?.close(),
  });
}
