import { AcknowledgementTable } from './acknowledgement-table';
import { FindingList } from './finding-list';
import { FrameworkTable } from './framework-table';
import { count } from '../../src/io/quantities';
import type { SectionProps } from '../section';
import { Text } from '../shared/text';

/** What the rules find, what is accepted, and the controls of frameworks. */
export function ControlsSection({ report, target }: SectionProps) {
  const { controls } = report;
  const { evidence, unresolvedCount } = controls;
  return (
    <>
      <p class="quiet">
        {evidence === undefined ? (
          <>
            No evidence file was given. EcrChecks writes <code>ecr-checks.json</code> beside an app; another one is
            given with <code>--evidence</code>. It has the decisions in the app and the controls of frameworks.
          </>
        ) : (
          <>
            Evidence: <Text value={evidence} />.
          </>
        )}
        {unresolvedCount > 0 && ` Only the deployment can make ${count(unresolvedCount, 'judgement')}.`}
      </p>
      <h3>Findings</h3>
      <FindingList report={report} filter={target?.filter} />
      <h3>Acknowledgements</h3>
      <AcknowledgementTable acknowledgements={controls.acknowledgements} />
      {controls.controls.length > 0 && (
        <>
          <h3>Controls of frameworks</h3>
          <FrameworkTable controls={controls.controls} />
        </>
      )}
    </>
  );
}
