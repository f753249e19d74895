import type { OtherUserRun } from "#acquisition";
import { parseArn, roleName } from "#policy";
import { userSentence } from "#verdict";
import { AccountChip, RoleChip } from "../parts/chips.tsx";
import { StateWord } from "../parts/state-word.tsx";
import { userLooks } from "../verdict/states.ts";

const most = 20;

/** Whether the other users of the keys keep working, one plain sentence each. */
export function OtherUsers({ users }: { readonly users: readonly OtherUserRun[] }) {
  if (users.length === 0) return null;
  const rest = users.length - most;
  return (
    <section aria-label="Who else uses the keys">
      <h2 className="mb-1.5 font-semibold text-base">Who else uses the keys</h2>
      <dl>
        {users.slice(0, most).map((run) => (
          <User key={run.id} run={run} />
        ))}
      </dl>
      {rest > 0 && <p className="text-muted text-sm">and {rest} more: the verdict lists them.</p>}
    </section>
  );
}

function User({ run }: { readonly run: OtherUserRun }) {
  const arn = parseArn(run.role);
  const account = arn?.account ?? "";
  const { tone, word } = userLooks[run.state];
  return (
    <div className="grid gap-x-4 gap-y-1 border-line border-t py-2.5 sm:grid-cols-[minmax(0,15rem)_minmax(0,1fr)]">
      <dt className="flex min-w-0 flex-col items-start gap-1">
        <span className="font-medium">{run.name}</span>
        <RoleChip name={roleName(arn?.resource ?? run.role)} account={account} tip={run.role} />
        <AccountChip account={account} />
      </dt>
      <dd className="grid content-start gap-1 text-base">
        <StateWord tone={tone}>{word}</StateWord>
        {userSentence(run)}
      </dd>
    </div>
  );
}
