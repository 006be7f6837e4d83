import type { JudgedStatement } from './judged-statement';
import { statementMistake } from './statement-mistake';
import { hasHole } from '../../../text/holes';
import { EcrRule } from '../../ecr-rule';
import { coversAction } from '../../policy/action-pattern';
import { PUT_IMAGE_ACTION, SERVICE_PULL_ACTIONS } from '../../policy/ecr-actions';
import { accountOf } from '../../policy/named-account';
import { admitsEverybody } from '../../policy/open-statement';
import type { PolicyStatement } from '../../policy/policy-document';
import type { Place } from '../../policy/text-at-place';
import type { Mistake } from '../mistake';

const [IMAGE, LAYER] = SERVICE_PULL_ACTIONS;
const CHECK = 'ecr:BatchCheckLayerAvailability';

/**
 * The half of a pull that a statement allows, while no statement allows the other half. A service, or a principal of
 * another account, has only what this policy and the registry policy allow. A client also reads images without their
 * layers, so a principal without the layers is reported only if it may check them, as a pull does.
 *
 * @param others all other statements that apply to the repository
 */
export function* mistakesInHalfPull(
  statement: JudgedStatement,
  others: readonly PolicyStatement[],
  place: Place,
): Iterable<Mistake> {
  const { allows, json } = statement;
  if (!allows || json.NotPrincipal !== undefined || hasHole([json.Action, json.NotAction])) return;
  const has = (action: string) => coversAction(json, action);
  if (has(IMAGE) === has(LAYER) || has(PUT_IMAGE_ACTION)) return;
  const [given, missing] = has(IMAGE) ? [IMAGE, LAYER] : [LAYER, IMAGE];
  const giving = others.filter((each) => each.allows && mayCover(each, missing));
  const lacking = partiesOf(statement, place)
    .filter(({ isService }) => isService || given === LAYER || has(CHECK))
    .find(({ party }) => !giving.some((each) => mayAdmit(each, party, place)));
  if (!lacking) return;
  const which = `allows ${given} without ${missing} to ${lacking.name}, and a pull needs both`;
  yield statementMistake(EcrRule.POLICY_ACTIONS, which, { remedy: `add ${missing} to the statement` });
}

/** A principal that has only what the policies of the repository and the registry allow. */
export interface Party {
  readonly name: string;
  /** The service, or the account of the principal. */
  readonly party: string;
  readonly isService: boolean;
}

/** The services and the principals of other accounts that a statement admits. */
export function partiesOf({ principals }: PolicyStatement, place: Place): Party[] {
  const { AWS: named = [], Service: services = [] } = principals;
  return [
    ...services.filter((each) => !hasHole(each)).map((name) => ({ name, party: name, isService: true })),
    ...named.flatMap((name) => {
      const account = accountOf(name, place);
      const isOther = account?.isOwn === false && account.id !== undefined && !hasHole(name);
      return isOther ? [{ name, party: account.id, isService: false }] : [];
    }),
  ];
}

/** Whether a statement may cover an action. */
export function mayCover({ json }: PolicyStatement, action: string): boolean {
  return coversAction(json, action) || hasHole([json.Action, json.NotAction]);
}

/** Whether a statement may admit a service, or some principal of an account. */
export function mayAdmit({ json, principals }: PolicyStatement, party: string, place: Place): boolean {
  if (json.NotPrincipal !== undefined || admitsEverybody(json) || hasHole(json.Principal)) return true;
  const { AWS: named = [], Service: services = [] } = principals;
  return services.includes(party) || named.some((each) => accountOf(each, place)?.id === party);
}
