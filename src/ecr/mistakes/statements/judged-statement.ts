import { statementFlaw } from './statement-flaw';
import { hasHole } from '../../../text/holes';
import { mapTexts } from '../../../text/json';
import type { StatementJson } from '../../policy/open-statement';
import type { PolicyStatement } from '../../policy/policy-document';
import { filledText } from '../../policy/text-at-place';
import type { Place } from '../../policy/text-at-place';

/** The resource of a statement, and its place. */
export interface StatementContext extends Place {
  /** The type of the resource with the policy. */
  readonly type: string;
  /** Whether Amazon Inspector is known to scan the images of the registry (enhanced scanning). */
  readonly inspectorScans?: boolean;
  /** What features of the app are known to do in the registry. */
  readonly needed?: readonly NeededAction[];
}

/** An action without which a feature of a registry does not work. */
export interface NeededAction {
  readonly action: string;
  /** The prefix of the repositories that it is about. */
  readonly prefix: string;
  /** The name of the feature, for texts. */
  readonly name: string;
}

/** A statement, prepared for the functions that judge it. */
export interface JudgedStatement extends PolicyStatement {
  /** Whether its effect or its condition is unresolved. */
  readonly uncertain: boolean;
  /** The flaw for which Amazon ECR refuses it. The rule on the form of policies reports it. */
  readonly flaw?: string;
  /** The statement with filled holes. The fillings have no wildcards and no colons. */
  readonly filled: StatementJson;
}

export function judgedStatement(statement: PolicyStatement, place: Place): JudgedStatement {
  return {
    ...statement,
    uncertain: isUncertain(statement.json),
    flaw: statementFlaw(statement.json, place),
    filled: mapTexts(statement.json, (text) => filledText(text, place)) as StatementJson,
  };
}

/** Whether the effect, all conditions, or all conditions of an operator are a hole, which may be anything. */
function isUncertain({ Effect: effect, Condition: condition }: Record<string, unknown>): boolean {
  const operators = typeof condition === 'object' && condition !== null ? Object.values(condition) : [];
  return [effect, condition, ...operators].some((each) => typeof each === 'string' && hasHole(each));
}
