interface SearchFieldProps {
  readonly label: string;
  readonly value: string;
  onSearch(value: string): void;
}

/** A field for words that rows must have. */
export function SearchField({ label, value, onSearch }: SearchFieldProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <input type="search" value={value} onInput={({ currentTarget }) => onSearch(currentTarget.value)} />
    </label>
  );
}
