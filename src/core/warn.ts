import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { isAcknowledged } from './acknowledgements';
import { AppLedger } from './app-ledger';
import { decisionId } from '../ecr/decisions/decisions';
import type { EcrRule } from '../ecr/ecr-rule';
import { visible } from '../text/visible';

/** The constructs that warned of each decision, or would have warned without an acknowledgement. */
const WARNED = new AppLedger('warnings', () => new Map<EcrRule, Set<IConstruct>>());

/** Warns of a decision at the construct that causes it, unless it is acknowledged there or above, before or later. */
export function warn(scope: IConstruct, rule: EcrRule, message: string): void {
  const warned = WARNED.of(scope);
  const constructs = warned.get(rule);
  if (constructs) constructs.add(scope);
  else warned.set(rule, new Set([scope]));
  if (!isAcknowledged(scope, rule)) Validations.of(scope).addWarning(decisionId(rule), visible(message));
}

/** The constructs that warned of a decision, acknowledged or not. */
export function warnedOf(app: IConstruct, rule: EcrRule): IConstruct[] {
  return [...(WARNED.of(app).get(rule) ?? [])];
}
