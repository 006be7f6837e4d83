import { AccessClass } from '../../../../src/ecr/policy/access-class';
import { count } from '../../io/quantities';
import { AttentionKind, PrincipalRelation, ReportSection } from '../model/registry-report';
import type { Attention, AttentionItem, ReportedGrant, ReportedPrincipal } from '../model/registry-report';
import type { RegistryParts } from '../registries/registry-parts';

/** Those outside of the accounts of the report, the gravest first. A service of AWS is if it acts for another account. */
const OUTSIDE = [PrincipalRelation.EVERYBODY, PrincipalRelation.ORGANIZATION, PrincipalRelation.OUTSIDE];

/** What a principal can do, the gravest first. */
const VERBS: readonly (readonly [AccessClass, string])[] = [
  [AccessClass.ADMINISTER, 'change settings of'],
  [AccessClass.DELETE, 'delete images of'],
  [AccessClass.PUSH, 'push to'],
  [AccessClass.PULL, 'pull from'],
  [AccessClass.READ, 'read about'],
];
const CLASSES = VERBS.map(([each]) => each);

/** What a principal may do. */
interface Access {
  /** The place of the principal. */
  readonly place: number;
  readonly principal: ReportedPrincipal;
  /** The numbers of repositories and registries by the gravest class of each, as in `VERBS`. */
  readonly repositories: number[];
  readonly registries: number[];
  /** Whether all that it may do has a condition. */
  isConditional: boolean;
}

/** Who may do something from outside: everybody, then organizations, then other accounts. */
export function outsideAccess(parts: RegistryParts): Attention {
  const { principals, grants, repositories, registries } = parts;
  const access = new Map<number, Access>();
  const add = (subject: 'repositories' | 'registries', places: readonly number[]) => {
    const ranks = new Map<number, number>();
    for (const grant of places.map((place) => grants[place])) {
      if (!givesFromOutside(grant, principals)) continue;
      const found = access.get(grant.principal) ?? start(grant.principal, principals);
      access.set(grant.principal, found);
      ranks.set(grant.principal, Math.min(ranks.get(grant.principal) ?? Infinity, rankOf(grant)));
      found.isConditional &&= grant.condition !== undefined;
    }
    for (const [principal, rank] of ranks) access.get(principal)![subject][rank] += 1;
  };
  for (const repository of repositories) add('repositories', repository.grants);
  for (const registry of registries) add('registries', registry.grants);
  const sorted = [...access.values()].sort(gravestFirst);
  return {
    kind: AttentionKind.OUTSIDE_ACCESS,
    title: 'Access from outside',
    number: sorted.length,
    items: sorted.map(itemOf),
    unknown: unknownPolicies(parts),
  };
}

function givesFromOutside({ principal, isDeny, classes }: ReportedGrant, principals: readonly ReportedPrincipal[]) {
  return !isDeny && classes.length > 0 && OUTSIDE.includes(principals[principal].relation);
}

function start(place: number, principals: readonly ReportedPrincipal[]): Access {
  const { [place]: principal } = principals;
  const none = () => VERBS.map(() => 0);
  return { place, principal, repositories: none(), registries: none(), isConditional: true };
}

function rankOf({ classes }: ReportedGrant): number {
  return Math.min(...classes.map((each) => CLASSES.indexOf(each)));
}

function gravestFirst(one: Access, other: Access): number {
  const relation = ({ principal }: Access) => OUTSIDE.indexOf(principal.relation);
  return (
    relation(one) - relation(other) ||
    Number(one.isConditional) - Number(other.isConditional) ||
    gravestOf(one) - gravestOf(other) ||
    sum(other.repositories) - sum(one.repositories)
  );
}

/** The place of the gravest class that a principal has somewhere. */
function gravestOf({ repositories, registries }: Access): number {
  return VERBS.findIndex((_, rank) => repositories[rank] + registries[rank] > 0);
}

function itemOf({ place, principal, repositories, registries, isConditional }: Access): AttentionItem {
  const abilities = VERBS.flatMap(([, verb], rank) => {
    const subjects = [
      ...(repositories[rank] > 0 ? [count(repositories[rank], 'repository', 'repositories')] : []),
      ...(registries[rank] > 0 ? [count(registries[rank], 'registry', 'registries')] : []),
    ];
    return subjects.length > 0 ? [`${verb} ${subjects.join(' and ')}`] : [];
  });
  const name = principal.name === '*' ? 'everybody' : principal.name;
  return {
    text: `${name} can ${abilities.join(', ')}${isConditional ? ', under a condition' : ''}`,
    number: sum(repositories) + sum(registries),
    target: { section: ReportSection.ACCESS, principal: place },
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

/** The policies whose principals are not known, as a sentence. */
function unknownPolicies({ principals, grants, repositories, registries }: RegistryParts): string[] {
  const isUnknown = (place: number) => {
    const { principal, isDeny } = grants[place];
    return !isDeny && principals[principal].relation === PrincipalRelation.UNKNOWN;
  };
  const unknown = [...repositories, ...registries].filter((each) => each.grants.some(isUnknown)).length;
  return unknown > 0
    ? [
        `Whom ${count(unknown, 'policy', 'policies')} of repositories or registries ${unknown === 1 ? 'names' : 'name'} ` +
          'is not known here: a snapshot with ecr:GetRepositoryPolicy and ecr:GetRegistryPolicy tells.',
      ]
    : [];
}
