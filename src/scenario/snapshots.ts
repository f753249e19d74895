import type { Role } from "./principals.ts";
import type { Route } from "./routes.ts";

/** A snapshot of a route. The account of the role that makes it owns it. */
export interface RouteSnapshot {
  readonly by: Role;
  readonly region: string;
  /** The account that it is shared with, because a role of that account uses it next. */
  readonly sharedWith?: string;
}

/** The snapshots of a route in their order: that of the volume, then one for each copy. */
export function snapshotsOf({ source, actor, copies, ending }: Route): readonly RouteSnapshot[] {
  const made = [
    { by: actor, region: source.region },
    ...copies.map(({ by, to }) => ({ by, region: to.region })),
  ];
  return made.map((snapshot, position) => {
    const next = copies[position]?.by ?? ending.by;
    return next.account === snapshot.by.account
      ? snapshot
      : { ...snapshot, sharedWith: next.account };
  });
}
