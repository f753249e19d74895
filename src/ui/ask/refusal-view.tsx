import type { ExplainedRefusal } from "#denial";
import { RuleLink } from "../findings/rule-link.tsx";
import { documentTitle, useDocument } from "../verdict/names.ts";
import { RemedyList } from "../verdict/remedy-list.tsx";
import { ExplainedMessage } from "./explained-message.tsx";

/** Why AWS refused to save a policy, and what the linter's rules find in the documents. */
export function RefusalView({ refusal }: { readonly refusal: ExplainedRefusal }) {
  const { found, explanation, rules, findings, remedies } = refusal;
  return (
    <ExplainedMessage found={found} tone="bad" meaning="Not saved" sentence={explanation}>
      <section className="grid grid-cols-[minmax(0,1fr)] gap-1">
        <h3 className="font-semibold text-sm">Rules that find this</h3>
        <p className="flex flex-wrap gap-x-3 gap-y-1">
          {rules.map((rule) => (
            <RuleLink key={rule} rule={rule} />
          ))}
        </p>
        {findings.length === 0 ? (
          <p className="text-soft text-sm">
            They find nothing in the current documents. Import the policy that AWS refused to see
            what they find in it.
          </p>
        ) : (
          <ul className="stack gap-1">
            {findings.map(({ documentId, message }) => (
              <FoundRow
                key={`${documentId} ${message}`}
                documentId={documentId}
                message={message}
              />
            ))}
          </ul>
        )}
      </section>
      <RemedyList remedies={remedies} as="what-to-do" />
    </ExplainedMessage>
  );
}

interface FoundRowProps {
  readonly documentId: string;
  readonly message: string;
}

function FoundRow({ documentId, message }: FoundRowProps) {
  const document = useDocument(documentId);
  return (
    <li className="break-words text-sm">
      {message}
      <span className="text-muted"> {documentTitle(document, documentId)}</span>
    </li>
  );
}
