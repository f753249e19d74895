import { Component, type ReactNode } from "react";
import { Button } from "../parts/button.tsx";

interface ErrorBoundaryState {
  readonly failure: string | null;
}

/** Our own mistakes end here: the work is in the browser's storage and comes back on reload. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { failure: null };

  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { failure: error instanceof Error ? error.message : String(error) };
  }

  override render() {
    if (this.state.failure === null) return this.props.children;
    return (
      <main role="alert" className="mx-auto grid max-w-120 gap-3 px-4 py-16">
        <h1 className="font-semibold text-lg">Keyhole failed</h1>
        <p>
          Your answers and edits are kept in this browser: reload to go on. If it fails again,
          please report this text:
        </p>
        <pre className="overflow-x-auto rounded-md border border-line bg-sunken p-2 text-xs">
          {this.state.failure}
        </pre>
        <Button
          tone="primary"
          className="justify-self-start"
          onClick={() => window.location.reload()}
        >
          Reload
        </Button>
      </main>
    );
  }
}
