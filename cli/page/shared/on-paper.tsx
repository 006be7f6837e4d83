import { Text } from './text';

/** The text of a button in the header of a table, for paper: Chromium leaves buttons out where it repeats a header. */
export function OnPaper({ text }: { readonly text: string }) {
  return (
    <span class="on-paper">
      <Text value={text} />
    </span>
  );
}
