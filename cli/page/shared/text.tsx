import { visible } from '../../../src/text/visible';

/** Names of registries, paths and ARNs have no spaces: lines break behind these signs. */
const PARTS = /(?<=[/:])(?=[^/: ])/;

/** A text from an input. It is data: what is hidden in it is written out, and it does not turn the text around it. */
export function Text({ value }: { readonly value: string }) {
  return (
    <bdi>
      {visible(value)
        .split(PARTS)
        .flatMap((part, i) => (i === 0 ? part : [<wbr key={i} />, part]))}
    </bdi>
  );
}

/** A name of a program, such as a rule or a path of a property. */
export function Code({ value }: { readonly value: string }) {
  return <code>{visible(value)}</code>;
}

/** A text with line breaks, such as a statement in JSON. */
export function Listing({ value, label }: { readonly value: string; readonly label: string }) {
  return (
    <pre tabIndex={0} role="group" aria-label={label}>
      {value.split('\n').map(visible).join('\n')}
    </pre>
  );
}
