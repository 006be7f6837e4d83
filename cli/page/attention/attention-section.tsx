import { AttentionBlock } from './attention-block';
import type { SectionProps } from '../section';

/** The first screen: what needs a look, the gravest first. */
export function AttentionSection({ report }: SectionProps) {
  return (
    <ol class="attention">
      {report.attention.map((attention) => (
        <li key={attention.kind}>
          <AttentionBlock attention={attention} />
        </li>
      ))}
    </ol>
  );
}
