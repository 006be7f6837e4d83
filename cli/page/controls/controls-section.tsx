import type { SectionProps } from '../section';

export function ControlsSection({ report }: SectionProps) {
  return <p>{report.repositories.length} repositories</p>;
}
