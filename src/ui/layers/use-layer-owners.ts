import { useMemo } from "react";
import { roleName } from "#policy";
import {
  allAccounts,
  arnOfSource,
  hasLevel,
  type LayerKind,
  nameOfKey,
  ownerKindOf,
  sourcesOf,
  targetAccounts,
} from "#scenario";
import { documentsOf } from "#state";
import { useKeyhole } from "../store.tsx";
import { count } from "../wizard/words.ts";

interface LayerOwner {
  readonly value: string;
  readonly label: string;
}

/** The accounts, roles or keys of the scenario that a layer may belong to, and the present one. */
export function useLayerOwners(kind: LayerKind, present: string): readonly LayerOwner[] {
  const scenario = useKeyhole((state) => state.scenario);
  const documents = useKeyhole(documentsOf);
  return useMemo(() => {
    const belongsTo = ownerKindOf(kind);
    const labels = new Map<string, string>();
    if (hasLevel(kind)) {
      labels.set(allAccounts, "all accounts");
      labels.set(targetAccounts, "all target accounts");
    }
    if (belongsTo === "account")
      for (const { generated } of documents) labels.set(generated.account, generated.account);
    else if (belongsTo === "role")
      for (const { generated } of documents) {
        const { attachTo, account } = generated;
        if (attachTo.to === "role")
          labels.set(attachTo.roleArn, `${roleName(attachTo.roleArn)} (${account})`);
      }
    else
      for (const source of sourcesOf(scenario)) {
        const arn = arnOfSource(scenario, source);
        if (arn) labels.set(arn, `${nameOfKey(source.key)} (${source.region})`);
      }
    labels.delete("");
    if (present !== "" && !labels.has(present)) {
      const several = hasLevel(kind) ? present.split(",").length : 1;
      labels.set(present, several > 1 ? count(several, "account") : present);
    }
    return [...labels].map(([value, label]) => ({ value, label }));
  }, [kind, present, scenario, documents]);
}
