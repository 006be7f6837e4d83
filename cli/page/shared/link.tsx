import type { ComponentChildren } from 'preact';
import type { ReportTarget } from '../../src/report/model/registry-report';
import { hrefOf } from '../route';

interface LinkProps {
  readonly to: ReportTarget;
  /** The name for a screen reader, if the text does not tell enough. */
  readonly label?: string;
  readonly isCurrent?: boolean;
  readonly children: ComponentChildren;
}

/** A link within the page. There are no others: no text of an input is an address. */
export function Link({ to, label, isCurrent = false, children }: LinkProps) {
  return (
    <a href={hrefOf(to)} aria-label={label} aria-current={isCurrent ? 'true' : undefined}>
      {children}
    </a>
  );
}
