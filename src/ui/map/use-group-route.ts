import { useCallback, useMemo } from "react";
import type { Step } from "#acquisition";
import { type RouteScene, type SceneGroup, sceneOf } from "#map";
import type { Checker } from "#worker";
import { useLaterCall } from "../access/use-later-call.ts";
import { useVerdict } from "../verdict/verdict-context.tsx";
import { useAllSteps } from "./use-all-steps.ts";

/** What is drawn of a group, and the steps that it is drawn from. */
export interface GroupRoute {
  readonly route: RouteScene | undefined;
  readonly steps: readonly Step[] | undefined;
  /** The checker decides the steps of one of the group's accounts. */
  readonly isLoading: boolean;
  /** Has the steps decided again; `undefined` unless that failed. */
  readonly retry: (() => void) | undefined;
}

/**
 * The route of a group. In a large work the page's verdict is about the account of the open document: of a group without
 * that account, the first account is verified for the map.
 */
export function useGroupRoute(group: SceneGroup | undefined): GroupRoute {
  const verified = useVerdict((state) => state.verified);
  const isLarge = useVerdict((state) => state.accounts !== null);
  const ownSteps = useAllSteps();
  const partId = group && !group.route && isLarge ? group.id : undefined;
  // Without a part, a new verdict is no other call.
  const subject = partId === undefined ? null : verified;
  const verify = useCallback(
    async (checker: Checker) =>
      partId !== undefined && subject ? checker.verify(subject, partId) : undefined,
    [partId, subject],
  );
  const { result, isCurrent, retry } = useLaterCall(verify);
  const other = useMemo(
    () => (result && subject ? sceneOf(subject.scenario, result).groups[0]?.route : undefined),
    [result, subject],
  );
  if (partId === undefined)
    return { route: group?.route, steps: ownSteps, isLoading: false, retry: undefined };
  return {
    route: isCurrent ? other : undefined,
    steps: isCurrent ? result?.steps : undefined,
    isLoading: !isCurrent && !retry,
    retry,
  };
}
