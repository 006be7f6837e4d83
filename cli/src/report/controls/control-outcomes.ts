import type { Evidence } from './evidence';
import { byText } from '../../../../src/text/lists';
import type { ReportedControl } from '../model/reported-controls';

/** The controls of the evidence with the outcomes of resources, by their names. */
export function controlsOf(evidence: readonly Evidence[]): ReportedControl[] {
  const controls = new Map<string, Map<string, number>>();
  for (const { control, outcome } of evidence.flatMap(({ resources }) => resources).flatMap((each) => each.controls)) {
    const outcomes = controls.get(control) ?? new Map<string, number>();
    controls.set(control, outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1));
  }
  return [...controls]
    .map(([control, outcomes]) => ({ control, outcomes: Object.fromEntries(outcomes) }))
    .sort((one, other) => byText(one.control, other.control));
}
