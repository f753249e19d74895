import { Skeleton } from "../parts/skeleton.tsx";

/** Holds the place of the documents until the editor is built. */
export function DocumentsPane() {
  return <Skeleton label="Loading the documents" lines={[30, 55, 80, 70, 85, 60, 75, 40]} />;
}
