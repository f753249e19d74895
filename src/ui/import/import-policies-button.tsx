import { FileInput } from "lucide-react";
import { Button, IconButton } from "../parts/button.tsx";
import { importPoliciesView } from "./import-view.ts";

/** Opens the dialog that imports the user's policies. */
export function ImportPoliciesButton({ icon }: { readonly icon?: boolean }) {
  const shared = {
    "aria-haspopup": "dialog",
    onClick: () => importPoliciesView.getState().show(),
  } as const;
  return icon ? (
    <IconButton {...shared} label="Import your policies" icon={FileInput} />
  ) : (
    <Button {...shared} icon={FileInput} tip="Start from the policies that you have in AWS">
      Import your policies…
    </Button>
  );
}
