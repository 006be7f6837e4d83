import type { JudgedStatement, StatementContext } from './judged-statement';
import { someOf, statementMistake } from './statement-mistake';
import { isKnownText } from '../../../text/holes';
import { addTo } from '../../../text/lists';
import { EcrRule } from '../../ecr-rule';
import {
  PUBLIC_REGISTRY_ACTIONS,
  PUBLIC_REPOSITORY_ACTIONS,
  REGISTRY_ACTIONS,
  REPOSITORY_ACTIONS,
} from '../../policy/action-names';
import { matchesAction } from '../../policy/action-pattern';
import { ResourceType } from '../../resource-type';
import { meantService } from '../../services';
import type { Mistake } from '../mistake';
import { mistakesInName } from '../unknown-name';

const ANY = /^\*+(:\*+)?$/;

/** The actions that a type of policies can allow or not. */
interface Actions {
  readonly service: string;
  /** Actions that these policies can allow. */
  readonly known: readonly string[];
  /** Actions that they cannot allow, because these have no repository. */
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
  // Policy scope V2 applies to all actions.
  [ResourceType.REGISTRY_POLICY]: { ...PRIVATE, known: [...REPOSITORY_ACTIONS, ...REGISTRY_ACTIONS], beyond: [] },
};

/** Actions that a policy cannot allow, and actions that the library does not know. */
export function* mistakesInActions(statement: JudgedStatement, { type }: StatementContext): Iterable<Mistake> {
  const byFlaw = new Map<string, string[]>();
  for (const pattern of [...statement.actions, ...statement.notActions].filter(isKnownText)) {
    const flaw = flawOf(pattern, BY_TYPE[type]);
    if (flaw) addTo(byFlaw, flaw, pattern);
    else yield* mistakesInUnknown(pattern, [...BY_TYPE[type].known, ...BY_TYPE[type].beyond]);
  }
  for (const [flaw, patterns] of byFlaw) {
    yield statementMistake(EcrRule.POLICY_ACTIONS, `names ${someOf(patterns)}: ${flaw}`);
  }
}

function flawOf(pattern: string, { service, known, beyond }: Actions): string | undefined {
  if (ANY.test(pattern)) return undefined;
  const [prefix, action] = pattern.toLowerCase().split(':');
  if (action === undefined) return `actions of this policy begin with "${service}:"`;
  if (prefix !== service) return foreignFlaw(prefix, service);
  const isMatched = (name: string) => matchesAction(pattern, name);
  if (known.some(isMatched) || !beyond.some(isMatched)) return undefined;
  return 'it belongs to the account, and no repository policy can allow or deny it';
}

/** Warns of unknown actions. They are no errors, because AWS adds actions. */
export function* mistakesInUnknown(pattern: string, all: readonly string[]): Iterable<Mistake> {
  if (ANY.test(pattern) || all.some((name) => matchesAction(pattern, name))) return;
  for (const { id, which, remedy } of mistakesInName('action', pattern, all)) {
    yield statementMistake(id, `names ${pattern}, which ${which}`, { remedy });
  }
}

/** Warns of misspelt services. IAM does not tell whether a service exists. */
export function* mistakesInServices({ principals: { Service: services = [] } }: JudgedStatement): Iterable<Mistake> {
  for (const service of services.filter(isKnownText)) {
    const meant = meantService(service);
    if (meant === undefined) continue;
    for (const { id, which, remedy } of mistakesInName('service', service, [meant])) {
      yield statementMistake(id, `has the principal ${service}, which ${which}`, { remedy });
    }
  }
}

function foreignFlaw(prefix: string, service: string): string {
  switch (prefix) {
    case 'ecr':
      return 'actions of public registries begin with "ecr-public:"';
    case 'ecr-public':
      return 'actions of private registries begin with "ecr:"';
    default:
      return `it belongs to another service, but actions of this policy begin with "${service}:"`;
  }
}
