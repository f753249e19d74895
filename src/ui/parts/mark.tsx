/** The mark of Keyhole. */
export function Mark() {
  return (
    <svg aria-hidden="true" viewBox="0 0 24 24" width="22" height="22">
      <rect width="24" height="24" rx="5" className="fill-text" />
      <path
        className="fill-surface"
        d="M12 5.2a4.2 4.2 0 0 0-2.2 7.8l-1.5 5a.8.8 0 0 0 .7 1h6a.8.8 0 0 0 .7-1l-1.5-5A4.2 4.2 0 0 0 12 5.2Z"
      />
      <circle cx="12" cy="9.4" r="1.7" className="fill-accent-strong" />
    </svg>
  );
}
