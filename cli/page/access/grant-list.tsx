import { classTone } from './class-tone';
import type { PageReport } from '../data';
import { Badge } from '../shared/badge';
import { RELATION_TEXTS, shortName } from '../shared/principal-names';
import { Listing, Text } from '../shared/text';

interface GrantListProps {
  readonly report: PageReport;
  /** The places of the grants. */
  readonly grants: readonly number[];
}

/** What statements give to principals, or deny, with the statements. */
export function GrantList({ report, grants }: GrantListProps) {
  if (grants.length === 0) return <p>No policy gives or denies anything.</p>;
  return (
    <ul class="grants">
      {grants.map((place) => (
        <li key={place}>
          <Grant report={report} place={place} />
        </li>
      ))}
    </ul>
  );
}

function Grant({ report, place }: { readonly report: PageReport; readonly place: number }) {
  const { principal, isDeny, classes, condition, statement } = report.grants[place];
  const { [principal]: who } = report.principals;
  return (
    <>
      {isDeny && <Badge text="denied" />}{' '}
      {classes.map((access) => (
        <span key={access}>
          <Badge tone={isDeny ? 'plain' : classTone(access, who.relation)} text={access} />{' '}
        </span>
      ))}
      <Text value={shortName(who)} /> <span class="quiet">({RELATION_TEXTS[who.relation]})</span>
      {condition !== undefined && (
        <>
          {' if '}
          <Text value={condition} />
        </>
      )}
      <details>
        <summary>Statement</summary>
        <Listing value={report.statements[statement]} label="Statement" />
      </details>
    </>
  );
}
