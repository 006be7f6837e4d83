import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { decisionId, NAMESPACE } from '../ecr/decisions/decisions';
import type { EcrRule } from '../ecr/ecr-rule';

/** The metadata of acknowledgements that were made with `acknowledgeUntil`. */
const METADATA_KEY = 'cdk-ecr:acknowledgement';
/** The context key of a date that replaces today, to repeat a run or to look ahead. */
const TODAY_CONTEXT_KEY = 'cdk-ecr:today';

/** A decision of an app to accept a warning or a finding. */
export interface Acknowledgement {
  /** The id of the decision, e.g. `cdk-ecr::openPolicy`. */
  readonly id: string;
  readonly reason: string;
  /** The path of its construct; empty for the app. It counts for all constructs beneath. */
  readonly at: string;
  /** The last day on which it counts. */
  readonly until?: string;
}

/** Acknowledges a decision, until a day if one is given. An acknowledgement that has ended only appears in the report. */
export function acknowledgeUntil(scope: IConstruct, rule: EcrRule, reason: string, until?: string): void {
  const id = decisionId(rule);
  if (until === undefined) return Validations.of(scope).acknowledge({ id, reason });
  scope.node.addMetadata(METADATA_KEY, { id, reason, until });
  if (!hasEnded({ until }, todayOf(scope))) Validations.of(scope).acknowledge({ id, reason });
}

/** The acknowledgements of decisions that were made for a construct itself, in any way. */
export function acknowledgementsAt({ node }: IConstruct): Acknowledgement[] {
  const byId = new Map<string, Acknowledgement>();
  for (const { type, data } of node.metadata) {
    if (type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY) {
      for (const [id, reason] of Object.entries((data ?? {}) as Record<string, string>)) {
        if (id.startsWith(`${NAMESPACE}::`) && !byId.has(id)) byId.set(id, { id, reason, at: node.path });
      }
    } else if (type === METADATA_KEY) {
      const { id, reason, until } = data as Acknowledgement;
      byId.set(id, { id, reason, until, at: node.path });
    }
  }
  return [...byId.values()];
}

/** Whether a construct, or one above it, acknowledges a decision today. */
export function isAcknowledged(construct: IConstruct, rule: EcrRule): boolean {
  const id = decisionId(rule);
  const today = todayOf(construct);
  return construct.node.scopes.some((scope) =>
    acknowledgementsAt(scope).some((each) => each.id === id && !hasEnded(each, today)),
  );
}

/** Whether the last day of an acknowledgement is over. */
export function hasEnded({ until }: Pick<Acknowledgement, 'until'>, today: string): boolean {
  return until !== undefined && until < today;
}

/** Today as `YYYY-MM-DD`: the date in the context `cdk-ecr:today`, or else the date of the clock in UTC. */
export function todayOf(scope: IConstruct): string {
  const given: unknown = scope.node.tryGetContext(TODAY_CONTEXT_KEY);
  return typeof given === 'string' ? given : new Date().toISOString().slice(0, 10);
}
