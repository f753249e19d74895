import { useCallback } from "react";
import type { AccessBeyond, KeyAccess, RoleBeyond } from "#acquisition";
import type { Subject } from "#state";
import type { Checker } from "#worker";
import { ReportSection } from "../parts/report-section.tsx";
import { StateWord } from "../parts/state-word.tsx";
import { Disclosure } from "../verdict/disclosure.tsx";
import { count } from "../wizard/words.ts";
import { AllowedRows } from "./allowed-rows.tsx";
import { CheckerResult } from "./checker-result.tsx";
import { useLaterCall } from "./use-later-call.ts";

/** What each role can do beyond the import, and who can use each key; asked when the user opens it. */
export function BeyondSection({ verified }: { readonly verified: Subject }) {
  return (
    <ReportSection title="Beyond the import">
      <p className="mb-1 text-muted text-xs">
        Over all requests that AWS can send: what the documents allow and the import does not need.
      </p>
      <Disclosure
        heading={3}
        openAtFirst={false}
        className="-mx-2 px-2"
        head={<span className="text-sm">What each role can do, and who can use each key</span>}
      >
        {() => <Answer verified={verified} />}
      </Disclosure>
    </ReportSection>
  );
}

function Answer({ verified }: { readonly verified: Subject }) {
  const ask = useCallback((checker: Checker) => checker.beyond(verified), [verified]);
  const call = useLaterCall(ask);
  return (
    <CheckerResult
      call={call}
      doing="Deciding"
      failed="The requests were not decided"
      className="stack gap-4 pt-1"
    >
      {(access) => <Beyond access={access} />}
    </CheckerResult>
  );
}

function Beyond({ access: { roles, keys, notAsked } }: { readonly access: AccessBeyond }) {
  return (
    <>
      {roles.map((role) => (
        <OfRole key={role.role} role={role} />
      ))}
      {keys.map((key) => (
        <OfKey key={key.key} access={key} />
      ))}
      {notAsked > 0 && (
        <StateWord line tone="open">
          Not asked: {count(notAsked, "other role or key")}
        </StateWord>
      )}
    </>
  );
}

function OfRole({
  role: { role, onKeys, elsewhere, documentedOnly },
}: {
  readonly role: RoleBeyond;
}) {
  const parts = [...onKeys, elsewhere];
  const isLeast = parts.every(({ rows, undecided }) => rows.length + undecided.length === 0);
  return (
    <article aria-label={role} className="stack gap-1.5">
      <h4 className="font-medium text-soft text-xs">{role}</h4>
      {isLeast && (
        <StateWord line tone="good">
          Nothing beyond the import: this is the least privilege.
        </StateWord>
      )}
      {onKeys.map(({ key, rows, undecided }) => (
        <div key={key}>
          <AllowedRows title={`On ${key}`} tone="caution" rows={rows} />
          <Undecided sentences={undecided} />
        </div>
      ))}
      <AllowedRows title="On other resources" tone="caution" rows={elsewhere.rows} />
      <Undecided sentences={elsewhere.undecided} />
      {documentedOnly.length > 0 && (
        <p className="text-muted text-xs">
          Counted as needed because the vendor documents it, though no step is known to call it:{" "}
          {documentedOnly.join(", ")}. To drop it, withhold CreateGrant or choose the least actions.
        </p>
      )}
    </article>
  );
}

function OfKey({ access: { key, rows, ofAccount, undecided } }: { readonly access: KeyAccess }) {
  return (
    <article aria-label={`Who can use ${key}`} className="stack gap-1.5">
      <h4 className="font-medium text-soft text-xs">Who can use {key}</h4>
      {rows.length === 0 && undecided.length === 0 && (
        <StateWord line tone="good">
          The key policy names nobody but its own account.
        </StateWord>
      )}
      <AllowedRows title="Named by the key policy" tone="open" rows={rows} />
      <AllowedRows
        title="The key’s own account, as its IAM policies allow"
        tone="open"
        rows={ofAccount}
      />
      <Undecided sentences={undecided} />
    </article>
  );
}

function Undecided({ sentences }: { readonly sentences: readonly string[] }) {
  return sentences.map((sentence) => (
    <p key={sentence} className="break-words text-muted text-xs">
      {sentence}
    </p>
  ));
}
