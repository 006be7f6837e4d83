import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { decisionId } from '../ecr/decisions/decisions';
import type { EcrRule } from '../ecr/ecr-rule';
import { acknowledgementsIn, hasEnded, METADATA_KEY } from '../templates/judge/acknowledgement';
import type { Acknowledgement } from '../templates/judge/acknowledgement';

/** The context key of a date that replaces today, to repeat a run or to look ahead. */
const TODAY_CONTEXT_KEY = 'cdk-ecr:today';

/** Acknowledges a decision, until a day if one is given. An acknowledgement that has ended only appears in the report. */
export function acknowledgeUntil(scope: IConstruct, rule: EcrRule, reason: string, until?: string): void {
  const id = decisionId(rule);
  if (until === undefined) return Validations.of(scope).acknowledge({ id, reason });
  scope.node.addMetadata(METADATA_KEY, { id, reason, until });
  if (!hasEnded({ until }, todayOf(scope))) Validations.of(scope).acknowledge({ id, reason });
}

/** The acknowledgements of decisions that were made for a construct itself, in any way. */
export function acknowledgementsAt({ node }: IConstruct): Acknowledgement[] {
  return acknowledgementsIn(node.metadata, node.path);
}

/** Whether a construct, or one above it, acknowledges a decision today. */
export function isAcknowledged(construct: IConstruct, rule: EcrRule): boolean {
  const id = decisionId(rule);
  const today = todayOf(construct);
  return construct.node.scopes.some((scope) =>
    acknowledgementsAt(scope).some((each) => each.id === id && !hasEnded(each, today)),
  );
}

/** Today as `YYYY-MM-DD`: the date in the context `cdk-ecr:today`, or else the date of the clock in UTC. */
export function todayOf(scope: IConstruct): string {
  const given: unknown = scope.node.tryGetContext(TODAY_CONTEXT_KEY);
  return typeof given === 'string' ? given : new Date().toISOString().slice(0, 10);
}
