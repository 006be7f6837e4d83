import { exceptsCallers } from './statement-conditions';
import { coversAction } from '../../../ecr/policy/action-pattern';
import { admitsEverybody } from '../../../ecr/policy/open-statement';
import type { PolicyCondition, PolicyDocument, PolicyStatement } from '../../../ecr/policy/policy-document';
import { EVENTBRIDGE } from '../../../ecr/services';
import { fill } from '../../../text/holes';

/** The admission of a service by policies. */
export enum Admission {
  ADMITTED,
  /** The policies admit it on conditions. */
  CONDITIONED,
  REFUSED,
  /** A Deny refuses it. */
  DENIED,
  /** The admission is unresolved. */
  UNRESOLVED,
}

/**
 * The admission of EventBridge for an action.
 *
 * @param meets whether EventBridge meets a condition. By default it meets none, because it sends no condition keys.
 */
export function admissionOfEventBridge(
  action: string,
  policies: readonly PolicyDocument[],
  isMeant: (statement: PolicyStatement) => boolean = () => true,
  meets: (condition: PolicyCondition) => boolean = () => false,
): { readonly admission: Admission; readonly statement?: PolicyStatement } {
  const about = policies
    .flatMap(({ statements }) => statements)
    .filter((each) => coversAction(each.json, action) && isMeant(each));
  const denied = about.find((each) => each.json.Effect === 'Deny' && deniesEventBridge(each));
  if (denied) return { admission: Admission.DENIED, statement: denied };
  const allowed = about.filter(({ allows }) => allows);
  const isMet = ({ conditions }: PolicyStatement) => conditions.every(meets);
  const certain = allowed.find((each) => isMet(each) && (named(each) || everybody(each)));
  if (certain) return { admission: Admission.ADMITTED };
  const conditioned = allowed.find((each) => !isMet(each) && named(each));
  if (conditioned) return { admission: Admission.CONDITIONED, statement: conditioned };
  const unresolved = policies.some(({ partial }) => partial) || allowed.some(maybeNamed);
  return { admission: unresolved ? Admission.UNRESOLVED : Admission.REFUSED };
}

function named({ principals }: PolicyStatement): boolean {
  return services(principals).includes(EVENTBRIDGE.principal);
}

function maybeNamed({ principals }: PolicyStatement): boolean {
  return services(principals).some((service) => service.includes('?'));
}

function services({ Service: names = [] }: PolicyStatement['principals']): string[] {
  return names.map((name) => fill(name, (reference) => (reference === 'AWS::URLSuffix' ? 'amazonaws.com' : '?')));
}

/** Whether a statement is for everybody. A Deny for everybody but some does not count for services. */
function everybody({ allows, json }: PolicyStatement): boolean {
  return admitsEverybody(allows ? json : { Principal: json.Principal });
}

/** Whether a Deny refuses EventBridge. A Deny that exempts named callers refuses requests without a caller. */
function deniesEventBridge(statement: PolicyStatement): boolean {
  if (!named(statement) && !everybody(statement)) return false;
  return statement.conditions.every(exceptsCallers);
}
