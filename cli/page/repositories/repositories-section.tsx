import type { SectionProps } from '../section';

export function RepositoriesSection({ report }: SectionProps) {
  return <p>{report.repositories.length} repositories</p>;
}
