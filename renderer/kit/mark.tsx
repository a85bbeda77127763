/** Gridline's mark, `size` pixels square. */
export function Mark({ size }: { readonly size: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="var(--accent)" />
      <path d="M7 10h18M7 16h11M7 22h18" stroke="var(--on-accent)" strokeWidth="2.6" strokeLinecap="round" />
      <circle cx="23.4" cy="16" r="2.6" fill="var(--brand-dot)" />
    </svg>
  );
}
