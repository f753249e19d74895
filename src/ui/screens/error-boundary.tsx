import { Component, type ReactNode } from "react";
import type { StoreApi } from "zustand/vanilla";
import type { KeyholeState } from "#state";
import { Button } from "../parts/button.tsx";
import { useAttempt } from "../parts/use-attempt.tsx";

interface ErrorBoundaryProps {
  readonly store: StoreApi<KeyholeState>;
  readonly children: ReactNode;
}

/** Errors outside every part end here. The work is in the store and in the browser's storage, apart from the screen. */
export class ErrorBoundary extends Component<
  ErrorBoundaryProps,
  { readonly failure: string | null }
> {
  override state: { readonly failure: string | null } = { failure: null };

  static getDerivedStateFromError(error: unknown) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }

  override render() {
    const { failure } = this.state;
    if (failure === null) return this.props.children;
    return <PageFailed failure={failure} store={this.props.store} />;
  }
}

function PageFailed({
  failure,
  store,
}: { readonly failure: string } & Pick<ErrorBoundaryProps, "store">) {
  const saving = useAttempt("The file could not be saved");
  const save = async () => (await import("../share/save-work.ts")).saveWork(store.getState());
  const startAgain = () => {
    store.getState().startOver();
    // A new page has no fragment: what the address asks for may be what failed.
    history.replaceState(null, "", location.pathname + location.search);
    location.reload();
  };
  return (
    <main role="alert" className="mx-auto grid max-w-120 gap-3 px-4 py-16">
      <h1 className="font-semibold text-lg">Keyhole failed</h1>
      <p>
        Your answers and edits are kept in this browser: reload to go on. If it fails again, save
        them as a file, start with a new page, and please report this text:
      </p>
      <pre className="overflow-x-auto rounded-md border border-line bg-sunken p-2 text-xs">
        {failure}
      </pre>
      <div className="flex flex-wrap gap-2">
        <Button tone="primary" onClick={() => location.reload()}>
          Reload
        </Button>
        <Button onClick={() => saving.attempt(save)}>Save as a file</Button>
        <Button onClick={startAgain}>Start with a new page</Button>
      </div>
      {saving.failure}
    </main>
  );
}
