import { documentsOf, ignoredIn } from "#state";
import { findingsOn } from "../findings/findings-on.ts";
import { useFindingCommands } from "../findings/use-finding-commands.ts";
import { Worded } from "../parts/worded.tsx";
import { useKeyhole } from "../store.tsx";
import { documentTitle } from "../verdict/names.ts";
import { useFindings } from "../verdict/verdict-context.tsx";

/** The rule's findings in the user's documents. Draws nothing if there are none. */
export function RuleInWork({ rule }: { readonly rule: string }) {
  const documents = useKeyhole(documentsOf);
  const ignored = useKeyhole((state) => state.ignored);
  const known = useFindings((state) => state);
  const { show } = useFindingCommands();
  const places = documents.flatMap((document) => {
    const { id } = document.generated;
    return findingsOn(known, id, document.text)
      .findings.filter((finding) => finding.rule === rule)
      .map((finding) => ({
        id,
        finding,
        title: documentTitle(document, id),
        isIgnored: ignoredIn(ignored, id).includes(rule),
      }));
  });
  if (places.length === 0) return null;
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-1">
      <h3 className="font-semibold text-sm">In your documents</h3>
      <ul className="-mx-2">
        {places.map(({ id, finding, title, isIgnored }) => (
          <li key={`${id} ${finding.start} ${finding.end}`}>
            <button
              type="button"
              onClick={() => show(id, finding)}
              className="grid w-full gap-0.5 rounded-md px-2 py-1 text-left hover:bg-canvas"
            >
              <span className="text-muted text-xs">
                {title}
                {isIgnored && " · ignored"}
              </span>
              <span className="break-words text-sm">
                <Worded>{finding.message}</Worded>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
