import { summaryOf } from './summary';
import type { RegistryReport } from '../model/registry-report';

export function* markdownReport(report: RegistryReport): Generator<string> {
  yield `${summaryOf(report)}\n`;
}
