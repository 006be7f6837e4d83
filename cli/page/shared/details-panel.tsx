import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import type { ReportTarget } from '../../src/report/model/registry-report';
import { goTo } from '../route';

interface DetailsPanelProps {
  readonly title: ComponentChildren;
  /** Where the button leads that closes the panel, or what it does. */
  readonly close: ReportTarget | (() => void);
  /** What the panel is about. The focus moves to it when that changes. */
  readonly subject: string | number;
  readonly children: ComponentChildren;
}

/** The details of one thing, beside a list of many. It takes the focus when it opens, and gives it back. */
export function DetailsPanel({ title, close, subject, children }: DetailsPanelProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const id = useId();
  const opener = useRef<Element>(null);
  useEffect(() => {
    const { current } = heading;
    if (!current?.closest('aside')?.contains(document.activeElement)) opener.current = document.activeElement;
    current?.focus();
  }, [subject]);
  useEffect(() => () => focusOn(opener.current), []);
  return (
    <aside class="details" aria-labelledby={id}>
      <h3 id={id} ref={heading} tabIndex={-1}>
        {title}
      </h3>
      <p class="close">
        <button type="button" onClick={typeof close === 'function' ? close : () => goTo(close)}>
          Close details
        </button>
      </p>
      {children}
    </aside>
  );
}

function focusOn(element: Element | null): void {
  if (element instanceof HTMLElement) element.focus({ preventScroll: true });
}
