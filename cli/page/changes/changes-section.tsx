import type { SectionProps } from '../section';

export function ChangesSection({ report }: SectionProps) {
  return <p>{report.repositories.length} repositories</p>;
}
