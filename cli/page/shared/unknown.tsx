import { Text } from './text';

/** What could not be judged, with the input that would tell. */
export function Unknown({ texts }: { readonly texts: readonly string[] }) {
  return (
    <>
      {texts.map((text, i) => (
        <p key={i} class="unknown">
          <Text value={text} />
        </p>
      ))}
    </>
  );
}
