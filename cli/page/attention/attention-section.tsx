import type { SectionProps } from '../section';

export function AttentionSection({ report }: SectionProps) {
  return <p>{report.repositories.length} repositories</p>;
}
