import { VenetianMask } from "lucide-react";
import { Button } from "../parts/button.tsx";
import { lazyPart } from "../parts/lazy-part.tsx";
import { LazyDialog } from "../screens/lazy-dialog.tsx";

/** The dialog that shares the work with examples in the place of names. */
export const ReplacedDialog = lazyPart("Sharing with replaced names", () =>
  import("./replaced-dialog.tsx").then((module) => module.ReplacedDialog),
);

/** Opens that dialog, from where a link, a file or a report is made. */
export function ReplacedButton() {
  return (
    <LazyDialog
      dialog={ReplacedDialog}
      button={(shared) => (
        <Button {...shared} icon={VenetianMask}>
          Share with replaced names…
        </Button>
      )}
    />
  );
}
