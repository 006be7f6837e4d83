import type { SectionProps } from '../section';

export function MapSection({ report }: SectionProps) {
  return <p>{report.repositories.length} repositories</p>;
}
