import { Plus } from "lucide-react";
import {
  newOtherUserId,
  type OtherUser,
  type OtherUserKind,
  otherUserFacts,
  otherUserKinds,
  otherUserLimits,
  type Scenario,
} from "#scenario";
import { TickRow } from "../own-rules/tick-row.tsx";
import { Button } from "../parts/button.tsx";
import { useKeyhole } from "../store.tsx";
import { Section } from "../wizard/section.tsx";
import { UserCard } from "./user-card.tsx";

const none: readonly OtherUser[] = [];

const labels: Readonly<Record<OtherUserKind, string>> = {
  "auto-scaling": "EC2 Auto Scaling groups",
  "eks-nodes": "EKS managed nodes",
  karpenter: "Karpenter",
  "ebs-csi": "The EBS CSI driver",
  "lifecycle-manager": "Data Lifecycle Manager",
  backup: "AWS Backup, also into another account",
  inspector: "Amazon Inspector, agentless scans",
  scanner: "Another agentless scanner",
  service: "RDS, S3 or Secrets Manager",
};

/** The question who else uses the keys: the key policies let them work, and the verdict says whether they do. */
export function OtherUsersSection({ number }: { readonly number: number }) {
  const users = useKeyhole((state) => state.scenario.otherUsers) ?? none;
  const answer = useKeyhole((state) => state.answer);
  const add = (kind: OtherUserKind) =>
    answer((now) => withUsers(now, (list) => [...list, blank(kind, list)]));
  const isFull = users.length >= otherUserLimits.users;
  return (
    <Section
      id="otherUsers"
      number={number}
      title="Other users of the keys"
      summary={users.length === 0 ? "none named" : `${users.length} named`}
    >
      <p className="text-muted text-xs">
        Tick who else uses these keys. The key policies give them what they need, a Deny for
        everyone else exempts them, and the verdict says whether they keep working.
      </p>
      <fieldset className="stack gap-2">
        <legend className="sr-only">Who else uses the keys?</legend>
        {otherUserKinds.map((kind) => {
          const own = users.filter((user) => user.kind === kind);
          return (
            <div key={kind} className="stack gap-2">
              <TickRow
                label={labels[kind]}
                on={own.length > 0}
                onTick={(on) =>
                  on
                    ? !isFull && add(kind)
                    : answer((now) =>
                        withUsers(now, (list) => list.filter((user) => user.kind !== kind)),
                      )
                }
              />
              {own.map((user) => (
                <UserCard
                  key={user.id}
                  user={user}
                  name={otherUserFacts[kind].name}
                  isOnly={own.length === 1}
                  write={(now, change) =>
                    withUsers(now, (list) =>
                      list.map((one) => (one.id === user.id ? { ...one, ...change } : one)),
                    )
                  }
                  onRemove={() =>
                    answer((now) =>
                      withUsers(now, (list) => list.filter(({ id }) => id !== user.id)),
                    )
                  }
                />
              ))}
              {own.length > 0 && !isFull && (
                <Button
                  tone="quiet"
                  icon={Plus}
                  className="ml-5 justify-self-start"
                  onClick={() => add(kind)}
                >
                  Add another: {otherUserFacts[kind].name}
                </Button>
              )}
            </div>
          );
        })}
      </fieldset>
    </Section>
  );
}

function blank(kind: OtherUserKind, users: readonly OtherUser[]): OtherUser {
  const id = newOtherUserId(users);
  return { id, kind, account: "", role: "", ...(kind === "service" ? { service: "rds" } : {}) };
}

function withUsers(
  { otherUsers = [], ...scenario }: Scenario,
  change: (users: readonly OtherUser[]) => readonly OtherUser[],
): Scenario {
  const users = change(otherUsers);
  return users.length > 0 ? { ...scenario, otherUsers: users } : scenario;
}
