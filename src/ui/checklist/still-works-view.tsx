import type { StillWorks } from "#verdict";

/** The most calls that are named of each role. */
const mostCalls = 4;

/** What still works after a card. “checking…” until it is decided; never green, since nothing here is a goal but access. */
export function StillWorksView({ after }: { readonly after: StillWorks | undefined }) {
  if (!after) return <p className="min-h-5 text-muted text-sm">After it: checking…</p>;
  const { allowed, undecided, blocked, usersStopped } = after;
  return (
    <div className="stack gap-0.5 text-sm">
      <p className={after.outcome === "works" ? "text-caution" : "text-soft"}>
        <span className="font-medium">After it:</span> {sentenceOf(after)}
      </p>
      {allowed.length > 0 && (
        <ul className="text-soft text-xs">
          {allowed.map(({ role, name, account, calls }) => (
            <li key={role} className="[overflow-wrap:anywhere]">
              {name} of {account} may still: {listed(calls)}
            </li>
          ))}
        </ul>
      )}
      {undecided > 0 && (
        <p className="text-caution text-xs">
          Not known of {undecided} {undecided === 1 ? "call" : "calls"}: the policy that comes back
          was not imported.
        </p>
      )}
      {usersStopped.length > 0 && (
        <p className="text-refused text-xs">No longer sure to work: {usersStopped.join(", ")}.</p>
      )}
      {blocked.map((title) => (
        <p key={title} className="text-refused text-xs">
          No longer possible: {title}.
        </p>
      ))}
    </div>
  );
}

function sentenceOf({ outcome, stop, allowed, undecided }: StillWorks): string {
  if (outcome === "works") return "the import still works.";
  if (outcome === "undecided") return "whether the import still works is not known.";
  const at = stop === undefined ? "" : ` at “${stop}”`;
  return allowed.length === 0 && undecided === 0
    ? "no call of the import is allowed any more."
    : `the import stops${at}.`;
}

/** “Decrypt on key 1, DescribeKey on key 1 and 3 more”. */
function listed(calls: readonly string[]): string {
  const rest = calls.length - mostCalls;
  return rest > 0 ? `${calls.slice(0, mostCalls).join(", ")} and ${rest} more` : calls.join(", ");
}
