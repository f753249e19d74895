import { Component, type ReactNode } from "react";
import { PartFailed } from "./part-failed.tsx";

/** The code of a part could not be fetched, as opposed to an error while the part is drawn. */
export class CodeNotLoaded extends Error {}

interface PartBoundaryProps {
  /** The part's name at the start of a sentence: “The verdict”. */
  readonly what: string;
  readonly children: ReactNode;
  readonly onRetry?: () => void;
  readonly onClose?: (() => void) | undefined;
}

/** Ends an error of one part at that part: a notice stands in its place, and the rest of the page goes on. */
export class PartBoundary extends Component<PartBoundaryProps, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error: error ?? new Error("unknown") };
  }

  override render() {
    const { what, children, onRetry, onClose } = this.props;
    const { error } = this.state;
    if (error === null) return children;
    const isUnloaded = error instanceof CodeNotLoaded;
    return (
      <PartFailed
        title={isUnloaded ? `${what} could not be loaded` : `${what} failed`}
        onRetry={() => {
          onRetry?.();
          this.setState({ error: null });
        }}
        onClose={onClose}
      >
        {isUnloaded
          ? "Check your connection and try again. If that does not help, reload the page."
          : `It ended with “${error instanceof Error ? error.message : error}”. Try again, or reload the page.`}
      </PartFailed>
    );
  }
}
