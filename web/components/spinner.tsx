/** Three quiet dots with words for those who do not see them. */

export function Spinner({ label }: { label: string }) {
  return (
    <span class="spinner">
      <span class="spinner-dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {label}
    </span>
  );
}
