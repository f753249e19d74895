import { FileInput } from "lucide-react";
import { Button, IconButton } from "../parts/button.tsx";
import { bringView } from "./bring-view.ts";

/** Opens the dialog that imports the user's own policies. */
export function BringButton({ icon }: { readonly icon?: boolean }) {
  const shared = {
    "aria-haspopup": "dialog",
    onClick: () => bringView.getState().show(),
  } as const;
  return icon ? (
    <IconButton {...shared} label="Bring your own policies" icon={FileInput} />
  ) : (
    <Button {...shared} icon={FileInput} tip="Start from the policies that you have in AWS">
      Bring your own…
    </Button>
  );
}
