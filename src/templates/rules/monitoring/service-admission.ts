import { CALLER_KEYS, deniesOthers } from './statement-conditions';
import { coversAction } from '../../../ecr/policy/action-pattern';
import { admitsEverybody } from '../../../ecr/policy/open-statement';
import type { PolicyDocument, PolicyStatement } from '../../../ecr/policy/policy-document';
import { EVENTBRIDGE } from '../../../ecr/services';
import { fill } from '../../../text/holes';

/** Whether policies let a service do something. */
export enum Admission {
  ADMITTED,
  /** They do, on conditions. */
  CONDITIONED,
  REFUSED,
  /** They would, were there not a Deny. */
  DENIED,
  /** It is known only at deployment. */
  UNRESOLVED,
}

/** What EventBridge may do, which says of no request in whose name it is, and so meets no condition. */
export function admissionOfEventBridge(
  action: string,
  policies: readonly PolicyDocument[],
  isMeant: (statement: PolicyStatement) => boolean = () => true,
): { readonly admission: Admission; readonly statement?: PolicyStatement } {
  const about = policies
    .flatMap(({ statements }) => statements)
    .filter((each) => coversAction(each.json, action) && isMeant(each));
  const denied = about.find((each) => each.json.Effect === 'Deny' && deniesEventBridge(each));
  if (denied) return { admission: Admission.DENIED, statement: denied };
  const allowed = about.filter(({ allows }) => allows);
  const certain = allowed.find((each) => each.conditions.length === 0 && (named(each) || everybody(each)));
  if (certain) return { admission: Admission.ADMITTED };
  const conditioned = allowed.find((each) => each.conditions.length > 0 && named(each));
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

/** A Deny for everybody but some is not one for services. */
function everybody({ allows, json }: PolicyStatement): boolean {
  return admitsEverybody(allows ? json : { Principal: json.Principal });
}

/** A Deny that asks who it is not holds for requests that do not say. */
function deniesEventBridge(statement: PolicyStatement): boolean {
  if (!named(statement) && !everybody(statement)) return false;
  const { conditions } = statement;
  return conditions.length === 0 || (deniesOthers(statement) && conditions.every(({ key }) => CALLER_KEYS.test(key)));
}
