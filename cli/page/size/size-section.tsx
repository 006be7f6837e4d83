import type { SectionProps } from '../section';

export function SizeSection({ report }: SectionProps) {
  return <p>{report.repositories.length} repositories</p>;
}
