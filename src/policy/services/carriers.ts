import { memoize } from "./memoize.ts";
import type { ServiceReference } from "./reference.ts";
import type { CoreTables } from "./tables.ts";

const checkedPrefixes = ["kms:", "ec2:", "ebs:", "iam:"];
const checkedTagKeys = ["aws:resourcetag/", "aws:requesttag/", "aws:tagkeys"];
const travelsWithCredentials = ["ec2:sourceinstancearn", "ec2:roledelivery"];

/** Implements `carriesKey` of a reference, for its services with full data. */
export function carriersIn(
  knownInFull: CoreTables["knownInFull"],
  {
    conditionKey,
    serviceAction,
    isService,
  }: Pick<ServiceReference, "conditionKey" | "serviceAction" | "isService">,
): ServiceReference["carriesKey"] {
  /** The actions, in lower case, that the reference lists a key for. */
  const carriersOf = memoize((name) => {
    const carriers = new Set<string>();
    for (const [service, read] of Object.entries(knownInFull)) {
      const rows = read();
      const index = rows.keys.indexOf(name);
      if (index < 0) continue;
      const sets = rows.keySets.map((set) => set.includes(index));
      for (const [action, set] of rows.actions)
        if (sets[set]) carriers.add(`${service}:${action.toLowerCase()}`);
    }
    return carriers;
  });

  /**
   * Other services use only their own keys, except two that use keys of EC2 and IAM. For an unknown service the answer
   * is yes.
   */
  const mayCarry = (action: string): boolean => {
    const service = action.slice(0, action.indexOf(":")).toLowerCase();
    return service === "ec2-instance-connect" || service === "codestar" || !isService(service);
  };

  return (key) => {
    const name = key.toLowerCase();
    const isTagKey = checkedTagKeys.some((beginning) => name.startsWith(beginning));
    if (!isTagKey && !checkedPrefixes.some((prefix) => name.startsWith(prefix))) return () => true;
    if (travelsWithCredentials.includes(name)) return () => true;
    const listed = conditionKey(name);
    const carriers = listed && carriersOf(listed.name);
    if (!carriers || carriers.size === 0) return () => true;
    return (action) =>
      carriers.has(action.toLowerCase()) ||
      (serviceAction(action) === undefined && (isTagKey || mayCarry(action)));
  };
}
