/** The house's lantern. */
export const Brand = () => (
  <>
    <svg className="brand-mark" viewBox="0 0 32 32" aria-hidden="true">
      <path className="brand-beam" d="M16 15 30 8v16z" />
      <path className="brand-body" d="M4 11h10a4 4 0 0 1 0 10H4zM7 7h4v4H7zM5 21h8v4H5z" />
    </svg>
    <span>Lantern</span>
  </>
);
