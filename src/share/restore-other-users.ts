import { keyServices, type OtherUser, otherUserKinds, otherUserLimits } from "#scenario";
import type { Reader } from "./reader.ts";

/**
 * The other users of the keys in untrusted answers. A user without a kind or with an invalid part is dropped whole: it would be another
 * user. What is only incomplete stays, for the user to complete.
 */
export function otherUsersOf(
  reader: Reader,
  name: string,
): { readonly otherUsers?: readonly OtherUser[] } {
  const ids = new Set<string>();
  const users = reader.items(name, otherUserLimits.users).flatMap((item): OtherUser[] => {
    const id = item.ownId();
    const kind = item.optionalChoice("kind", otherUserKinds);
    const account = item.text("account");
    const role = item.text("role");
    const service = item.optionalChoice("service", keyServices);
    const keys = item.optionalTexts("keys", otherUserLimits.keys);
    item.end();
    const fits = service === undefined || kind === "service";
    if (id === undefined || ids.has(id) || !kind || !fits || !item.isWhole()) {
      item.refuse();
      return [];
    }
    ids.add(id);
    const more = { ...(service ? { service } : {}), ...(keys ? { keys } : {}) };
    return [{ id, kind, account, role, ...more }];
  });
  return users.length > 0 ? { otherUsers: users } : {};
}
