import { statementFlaw } from './statement-flaw';
import { hasHole } from '../../../text/holes';
import { mapTexts } from '../../../text/json';
import { filledText } from '../../policy/text-at-place';
import type { Place } from '../../policy/text-at-place';
import type { StatementJson } from '../../policy/open-statement';
import type { PolicyStatement } from '../../policy/policy-document';

/** Where a statement stands. */
export interface StatementContext extends Place {
  /** The type of the resource that has the policy. */
  readonly type: string;
}

/** A statement with what its judges ask. */
export interface JudgedStatement extends PolicyStatement {
  /** Whether it allows, or on what condition, is known at deployment. */
  readonly uncertain: boolean;
  /** For what Amazon ECR refuses it: the form of policies says it. */
  readonly flaw?: string;
  /** With something in place of its holes that has no meaning in a policy: neither wildcards nor colons. */
  readonly filled: StatementJson;
}

export function judgedStatement(statement: PolicyStatement, place: Place): JudgedStatement {
  return {
    ...statement,
    uncertain: isUncertain(statement.json),
    flaw: statementFlaw(statement.json),
    filled: mapTexts(statement.json, (text) => filledText(text, place)) as StatementJson,
  };
}

/** A hole in place of all conditions, or of all of one operator, may be any condition. */
function isUncertain({ Effect: effect, Condition: condition }: Record<string, unknown>): boolean {
  const operators = typeof condition === 'object' && condition !== null ? Object.values(condition) : [];
  return [effect, condition, ...operators].some((each) => typeof each === 'string' && hasHole(each));
}
