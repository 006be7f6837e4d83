import { InputKind } from '../../check/checked-input';
import type { ReportedSource } from '../model/registry-report';
import type { ReportInputs } from '../report-inputs';

/** The inputs of a report. The time of a snapshot of several registries is that of the oldest. */
export function reportedSources({ inputs, snapshots }: ReportInputs): ReportedSource[] {
  return inputs.map(({ kind, name, unread, app }) => {
    if (kind !== InputKind.SNAPSHOT) return { kind, name, unread };
    const places = new Set(app.stacks.map(({ account, region }) => `${account}/${region}`));
    const times = snapshots
      .filter(({ registry: { account, region } }) => places.has(`${account}/${region}`))
      .map(({ registry }) => registry.time);
    const [time] = times.sort();
    return { kind, name, time, unread };
  });
}
