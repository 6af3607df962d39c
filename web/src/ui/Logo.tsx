/** The product's mark. In the page itself: it is there also while the server is not. */
export function Logo({ size }: { size: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true">
      <rect width="32" height="32" rx="9" fill="#0f6e63" />
      <path d="M8 17v-2m4 6v-10m4 13V8m4 11v-6m4 4v-2" stroke="#fff" strokeWidth="2.4" strokeLinecap="round" />
    </svg>
  );
}
