import type { AccessPolicy, AccessStatement } from './policies';
import { checkStatements, someOf, POLICY_TYPES } from './policies';
import { EcrRule } from '../../../ecr/ecr-rule';
import {
  PUBLIC_REGISTRY_ACTIONS,
  PUBLIC_REPOSITORY_ACTIONS,
  REGISTRY_ACTIONS,
  REPOSITORY_ACTIONS,
} from '../../../ecr/policy/action-names';
import { matchesAction } from '../../../ecr/policy/action-pattern';
import { ResourceType } from '../../../ecr/resource-type';
import { isKnownText } from '../../../text/holes';
import type { Problem, Rule } from '../../rule';

export const POLICY_ACTIONS: Rule = {
  id: EcrRule.POLICY_ACTIONS,
  types: POLICY_TYPES,
  check: checkStatements(checkActions),
};

/** What the policies of a type may be about. */
interface Actions {
  readonly service: string;
  /** What its policies can allow. */
  readonly known: readonly string[];
  /** What they cannot, as it is not about a repository. */
  readonly beyond: readonly string[];
}

const PRIVATE: Actions = { service: 'ecr', known: REPOSITORY_ACTIONS, beyond: REGISTRY_ACTIONS };

const BY_TYPE: Readonly<Record<string, Actions>> = {
  [ResourceType.REPOSITORY]: PRIVATE,
  [ResourceType.CREATION_TEMPLATE]: PRIVATE,
  [ResourceType.PUBLIC_REPOSITORY]: {
    service: 'ecr-public',
    known: PUBLIC_REPOSITORY_ACTIONS,
    beyond: PUBLIC_REGISTRY_ACTIONS,
  },
  // Policy scope V2 enforces all.
  [ResourceType.REGISTRY_POLICY]: { ...PRIVATE, known: [...REPOSITORY_ACTIONS, ...REGISTRY_ACTIONS], beyond: [] },
};

function* checkActions(statement: AccessStatement, { type }: AccessPolicy): Iterable<Problem> {
  const { name, at, actions, notActions } = statement;
  const byFlaw = new Map<string, string[]>();
  for (const pattern of [...actions, ...notActions].filter(isKnownText)) {
    const flaw = flawOf(pattern, BY_TYPE[type]);
    if (flaw) byFlaw.set(flaw, [...(byFlaw.get(flaw) ?? []), pattern]);
  }
  for (const [flaw, patterns] of byFlaw) yield { at, text: `${name} names ${someOf(patterns)}: ${flaw}` };
}

function flawOf(pattern: string, { service, known, beyond }: Actions): string | undefined {
  if (/^\*+(:\*+)?$/.test(pattern)) return undefined;
  const [prefix, action] = pattern.toLowerCase().split(':');
  if (action === undefined) return `actions of this policy begin with "${service}:"`;
  if (prefix !== service) return foreignFlaw(prefix, service);
  const isMatched = (name: string) => matchesAction(pattern, name);
  if (known.some(isMatched)) return undefined;
  if (beyond.some(isMatched)) return 'this is of the account, and no policy of a repository can allow or deny it';
  return /[*?]/.test(pattern) ? 'no action matches' : 'no action is called so';
}

function foreignFlaw(prefix: string, service: string): string {
  switch (prefix) {
    case 'ecr':
      return 'actions of public registries begin with "ecr-public:"';
    case 'ecr-public':
      return 'actions of private registries begin with "ecr:"';
    default:
      return `this is of another service, while actions of this policy begin with "${service}:"`;
  }
}
