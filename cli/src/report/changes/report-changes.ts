import type { ReportedChanges } from '../model/reported-changes';
import type { ReportInputs } from '../report-inputs';

/** The options that name what is before. */
export interface ChangeOptions {
  readonly before?: string;
  readonly deployed?: string;
  readonly changeSet?: readonly string[];
}

/** What a change does; `undefined` if there is no before. */
export async function reportChanges(
  _inputs: ReportInputs,
  _options: ChangeOptions,
): Promise<ReportedChanges | undefined> {
  return Promise.resolve(undefined);
}
