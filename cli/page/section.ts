import type { PageReport } from './data';
import type { ReportTarget } from '../src/report/model/registry-report';

/** What a section of the page gets. */
export interface SectionProps {
  readonly report: PageReport;
  /** The target of the address, if it is in this section. */
  readonly target?: ReportTarget;
}
