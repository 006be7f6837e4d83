import type { SectionProps } from '../section';

export function AccessSection({ report }: SectionProps) {
  return <p>{report.repositories.length} repositories</p>;
}
