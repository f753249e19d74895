import { keysWithManyAdministrators, type PastLimit } from "#generator";
import { platformOwner } from "#scenario";
import { Button } from "../parts/button.tsx";
import { lazyPart } from "../parts/lazy-part.tsx";
import { Notice } from "../parts/notice.tsx";
import { LazyDialog } from "../screens/lazy-dialog.tsx";
import { useKeyhole } from "../store.tsx";
import { limitsOfWork } from "./limits-of-work.ts";

const SizeOptionsDialog = lazyPart("The size options", () =>
  import("./size-options-dialog.tsx").then((module) => module.SizeOptionsDialog),
);

const KeyPolicySizeDialog = lazyPart("The smaller key policies", () =>
  import("./key-policy-size-dialog.tsx").then((module) => module.KeyPolicySizeDialog),
);

/** Notices about limits of AWS that the documents exceed, one for each kind of limit. */
export function LimitNotices() {
  const past = useKeyhole(limitsOfWork);
  const kinds = [...new Set(past.map(({ what }) => what))];
  if (kinds.length === 0) return null;
  return (
    <div role="status" className="stack gap-2 border-line border-b px-3 py-2">
      {kinds.map((kind) => (
        <LimitNotice key={kind} past={past.filter(({ what }) => what === kind)} />
      ))}
    </div>
  );
}

function LimitNotice({ past }: { readonly past: readonly PastLimit[] }) {
  const isNamedTogether = useKeyhole((state) => state.scenario.platformNaming !== undefined);
  const namesManyAdministrators = useKeyhole(
    ({ scenario }) => keysWithManyAdministrators(scenario, past).length > 0,
  );
  const [first] = past;
  if (!first) return null;
  const more = past.length > 1 ? ` The same applies to ${past.length - 1} more.` : "";
  const isPlatform = first.owner === platformOwner && first.what === "managed-policies";
  const dialog = namesManyAdministrators
    ? KeyPolicySizeDialog
    : isPlatform && !isNamedTogether
      ? SizeOptionsDialog
      : undefined;
  return (
    <Notice
      tone={first.state === "cannot-fit" ? "problem" : "info"}
      title={`${first.title}.`}
      {...(dialog
        ? {
            actions: (
              <LazyDialog
                dialog={dialog}
                button={(shared) => <Button {...shared}>Size options</Button>}
              />
            ),
          }
        : {})}
    >
      {first.text}
      {more}
      {isPlatform && isNamedTogether && oneName}
    </Notice>
  );
}

const oneName =
  " Give the target roles in all accounts the same name. Keys of the platform’s account are named by their answers.";
