import { Component, type ReactNode } from "react";
import type { StoreApi } from "zustand/vanilla";
import type { KeyholeState } from "#state";
import { Button } from "../parts/button.tsx";
import { useAttempt } from "../parts/use-attempt.tsx";

interface ErrorBoundaryProps {
  readonly store: StoreApi<KeyholeState>;
  readonly children: ReactNode;
}

/** Catches errors outside every part. The store and the browser's storage still have the work. */
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
    const { store } = this.props;
    const startOver = () => {
      store.getState().startOver();
      this.setState({ failure: null });
    };
    return <PageFailed failure={failure} store={store} onStartOver={startOver} />;
  }
}

interface PageFailedProps {
  readonly failure: string;
  readonly store: StoreApi<KeyholeState>;
  readonly onStartOver: () => void;
}

function PageFailed({ failure, store, onStartOver }: PageFailedProps) {
  const saving = useAttempt("The file could not be saved");
  const save = async () => (await import("../share/save-work.ts")).saveWork(store.getState());
  return (
    <main role="alert" className="mx-auto grid max-w-120 gap-3 px-4 py-16">
      <h1 className="font-semibold text-lg">Keyhole failed</h1>
      <p>
        This browser has your answers and edits. Reload the page to continue. If Keyhole fails
        again, save your work as a file, start over, and report this text:
      </p>
      <pre className="overflow-x-auto rounded-md border border-line bg-sunken p-2 text-xs">
        {failure}
      </pre>
      <div className="flex flex-wrap gap-2">
        <Button tone="primary" onClick={() => location.reload()}>
          Reload the page
        </Button>
        <Button onClick={() => saving.attempt(save)}>Save as a file</Button>
        <Button onClick={onStartOver}>Start over</Button>
      </div>
      {saving.failure}
    </main>
  );
}
