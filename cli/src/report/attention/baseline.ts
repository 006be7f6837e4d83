import { listed } from '../../../../src/text/lists';
import { InputKind } from '../../check/checked-input';
import { count } from '../../io/quantities';
import { AttentionKind, ReportSection } from '../model/registry-report';
import type { Attention } from '../model/registry-report';
import type { ReportedControls } from '../model/reported-controls';
import type { ReportInputs } from '../report-inputs';

interface Counts {
  readonly owner?: string;
  errors: number;
  warnings: number;
}

/** The findings of the rules by owner: who has most errors comes first. */
export function baseline(
  { inputs }: Pick<ReportInputs, 'inputs'>,
  { rules, findings, unresolvedCount }: ReportedControls,
): Attention {
  const byOwner = new Map<string | undefined, Counts>();
  for (const { rule, owner } of findings) {
    const counts = byOwner.get(owner) ?? { owner, errors: 0, warnings: 0 };
    byOwner.set(owner, counts);
    if (rules[rule].severity === 'error') counts.errors += 1;
    else counts.warnings += 1;
  }
  const sorted = [...byOwner.values()].sort((one, other) => other.errors - one.errors || other.warnings - one.warnings);
  return {
    kind: AttentionKind.BASELINE,
    title: 'Differences from the baseline, by owner',
    number: findings.length,
    items: sorted.map(({ owner, errors, warnings }) => {
      const counts = [
        ...(errors > 0 ? [count(errors, 'error')] : []),
        ...(warnings > 0 ? [count(warnings, 'warning')] : []),
      ];
      return {
        text: `${owner ?? 'No owner'}: ${counts.join(', ')}`,
        number: errors + warnings,
        ...(owner !== undefined && { owner }),
        target: { section: ReportSection.CONTROLS, ...(owner !== undefined && { filter: owner }) },
      };
    }),
    unknown: [...unresolved(inputs, unresolvedCount), ...unread(inputs)],
  };
}

function unresolved(inputs: ReportInputs['inputs'], unresolvedCount: number): string[] {
  if (unresolvedCount === 0) return [];
  const isDeclared = inputs.every(({ kind }) => kind !== InputKind.SNAPSHOT);
  const text = `Not judged, as only the deployment knows a value: ${count(unresolvedCount, 'case')}`;
  return [isDeclared ? `${text}. A snapshot tells.` : `${text}.`];
}

function unread(inputs: ReportInputs['inputs']): string[] {
  const all = inputs.flatMap((input) => input.unread);
  return all.length > 0 ? [`Not judged, as it was not read: ${listed(all)}.`] : [];
}
