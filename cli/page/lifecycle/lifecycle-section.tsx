import type { SectionProps } from '../section';

export function LifecycleSection({ report }: SectionProps) {
  return <p>{report.repositories.length} repositories</p>;
}
