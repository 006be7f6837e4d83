const INPUTS = ['wheel', 'touchstart', 'pointerdown', 'keydown'];

/**
 * Shows a part again while the page grows above it, until the reader does something: some parts are drawn after their data
 * is read. An address without a part leaves the page at its start.
 */
export function keepInView(part: () => HTMLElement | null): () => void {
  if (location.hash === '') return () => undefined;
  const observer = new ResizeObserver(() => {
    const element = part();
    if (element && !element.contains(document.activeElement?.closest('aside') ?? null)) element.scrollIntoView();
  });
  const end = () => {
    observer.disconnect();
    for (const input of INPUTS) removeEventListener(input, end);
  };
  for (const input of INPUTS) addEventListener(input, end);
  observer.observe(document.body);
  return end;
}
