/** The empty strip, with the height of the full one. */
export function StatusFrame() {
  return <div className="min-h-15 border-line border-b bg-surface" />;
}
