import type { RouteScene, SceneCall, SceneUser } from "./scene.ts";
import { stateWords } from "./words.ts";

/** One call of the map in words. */
export interface ListedCall {
  readonly call: SceneCall;
  /** “CadoResponseRole of 111111111111”. */
  readonly by: string;
  /** “the role CadoResponseCrossAccountRole of 222222222222”. */
  readonly on: string;
  /** “ec2:CopySnapshot → 8 requests”. */
  readonly what: string;
  readonly state: string;
}

/** The calls of a route in their order: what a screen reader gets, and what the keyboard walks. */
export function listedCalls(scene: RouteScene): readonly ListedCall[] {
  return scene.calls.map((call) => ({
    call,
    by: roleInWords(scene, call.caller),
    on: touchedInWords(scene, call),
    what: requestsInWords(call),
    state: stateWords[call.state],
  }));
}

/** Another user of a key in words. */
export interface ListedUser {
  readonly user: SceneUser;
  /** “AWSServiceRoleForAutoScaling of 222222222222, on 1234abcd… in 222222222222 us-east-1”. */
  readonly who: string;
  readonly what: string;
  readonly state: string;
}

/** The other users of a route's keys. */
export function listedUsers(scene: RouteScene): readonly ListedUser[] {
  return scene.users.map((user) => {
    const { role, key: id, actions, state } = user;
    const key = scene.keys.find((one) => one.id === id);
    const on = key ? `, on ${key.name} in ${key.account} ${key.region}` : "";
    return {
      user,
      who: `${role.name} of ${role.account}${on}`,
      what: actions.slice(0, 2).join(", ") + more(actions.length - 2),
      state: state === "works" ? "keeps working" : state === "stops" ? "stops" : stateWords[state],
    };
  });
}

function roleInWords({ roles }: RouteScene, arn: string): string {
  const role = roles.find((one) => one.arn === arn);
  return role ? `${role.name} of ${role.account}` : arn;
}

function touchedInWords(scene: RouteScene, { on, account, region }: SceneCall): string {
  if (on.what === "role") return `the role ${roleInWords(scene, on.arn)}`;
  if (on.what === "key") {
    const key = scene.keys.find(({ id }) => id === on.key);
    return key ? `${key.name} in ${key.account} ${key.region}` : `a key in ${account} ${region}`;
  }
  const data = scene.data[on.at];
  return `${data?.title.toLowerCase() ?? "data"} in ${account} ${region}`;
}

function requestsInWords({ operation, actions, on }: SceneCall): string {
  const others = actions.filter((action) => action !== operation);
  if (others.length === 0) return operation;
  if (on.what !== "data")
    return [operation, ...others].slice(0, 2).join(", ") + more(others.length - 1);
  return `${operation} → ${others.length === 1 ? others[0] : `${others.length} actions`}`;
}

function more(count: number): string {
  return count > 0 ? ` and ${count} more` : "";
}
