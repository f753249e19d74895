import { Button } from "../parts/button.tsx";
import { useKeyhole } from "../store.tsx";

/** What Keyhole is, and the two ways to begin. Shown until the user has chosen one, above the answers. */
export function FirstVisit() {
  const isFirstVisit = useKeyhole((state) => state.isFirstVisit);
  const showGuide = useKeyhole((state) => state.showGuide);
  const endFirstVisit = useKeyhole((state) => state.endFirstVisit);
  if (!isFirstVisit) return null;
  const begin = () => {
    endFirstVisit();
    showGuide(1);
  };
  return (
    <section aria-label="How to begin" className="stack gap-2 border-line border-b bg-canvas p-3">
      <p className="text-base text-soft">
        Keyhole writes the least KMS permissions that let a forensic platform import encrypted
        volumes, and checks that they work.
      </p>
      <div className="flex flex-wrap gap-1.5">
        <Button tone="primary" onClick={begin}>
          Guide me
        </Button>
        <Button onClick={endFirstVisit}>I know what I want: the workbench</Button>
      </div>
    </section>
  );
}
