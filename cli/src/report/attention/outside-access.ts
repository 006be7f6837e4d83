import { AccessClass } from '../../../../src/ecr/policy/access-class';
import { count } from '../../io/quantities';
import { AttentionKind, PrincipalRelation, ReportSection } from '../model/registry-report';
import type { Attention, AttentionItem, ReportedGrant, ReportedPrincipal } from '../model/registry-report';
import type { RegistryParts } from '../registries/registry-parts';

/** Those outside of the accounts of the report, the gravest first. Services of AWS are not outside. */
const OUTSIDE = [PrincipalRelation.EVERYBODY, PrincipalRelation.ORGANIZATION, PrincipalRelation.OUTSIDE];

/** What somebody can do, the gravest first. */
const VERBS: readonly (readonly [AccessClass, string])[] = [
  [AccessClass.ADMINISTER, 'can change settings of'],
  [AccessClass.DELETE, 'can delete images of'],
  [AccessClass.PUSH, 'can push to'],
  [AccessClass.PULL, 'can pull from'],
  [AccessClass.READ, 'can read about'],
];
const CLASSES = VERBS.map(([each]) => each);

/** What a principal may do. */
interface Access {
  /** The place of the principal. */
  readonly place: number;
  readonly principal: ReportedPrincipal;
  repositories: number;
  registries: number;
  /** The gravest class, by its place. */
  rank: number;
  /** Whether all that it may do has a condition. */
  isConditional: boolean;
}

/** Who may do something from outside: everybody, then organizations, then other accounts. */
export function outsideAccess(parts: RegistryParts): Attention {
  const { principals, grants, repositories, registries } = parts;
  const access = new Map<number, Access>();
  const add = (subject: 'repositories' | 'registries', places: readonly number[]) => {
    const seen = new Set<number>();
    for (const grant of places.map((place) => grants[place])) {
      if (!givesFromOutside(grant, principals)) continue;
      const found = access.get(grant.principal) ?? start(grant.principal, principals);
      access.set(grant.principal, found);
      if (!seen.has(grant.principal)) found[subject] += 1;
      seen.add(grant.principal);
      found.rank = Math.min(found.rank, rankOf(grant));
      found.isConditional &&= grant.condition !== undefined;
    }
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
  return { place, principal, repositories: 0, registries: 0, rank: CLASSES.length - 1, isConditional: true };
}

function rankOf({ classes }: ReportedGrant): number {
  return Math.min(...classes.map((each) => CLASSES.indexOf(each)));
}

function gravestFirst(one: Access, other: Access): number {
  const relation = ({ principal }: Access) => OUTSIDE.indexOf(principal.relation);
  return (
    relation(one) - relation(other) ||
    Number(one.isConditional) - Number(other.isConditional) ||
    one.rank - other.rank ||
    other.repositories - one.repositories
  );
}

function itemOf({ place, principal, repositories, registries, rank, isConditional }: Access): AttentionItem {
  const subjects = [
    ...(repositories > 0 ? [count(repositories, 'repository', 'repositories')] : []),
    ...(registries > 0 ? [count(registries, 'registry', 'registries')] : []),
  ];
  const name = principal.name === '*' ? 'everybody' : principal.name;
  return {
    text: `${name} ${VERBS[rank][1]} ${subjects.join(' and ')}${isConditional ? ', under a condition' : ''}`,
    number: repositories + registries,
    target: { section: ReportSection.ACCESS, principal: place },
  };
}

/** The policies of which it is not known whom they name, as a sentence. */
function unknownPolicies({ principals, grants, repositories, registries }: RegistryParts): string[] {
  const isUnknown = (place: number) => {
    const { principal, isDeny } = grants[place];
    return !isDeny && principals[principal].relation === PrincipalRelation.UNKNOWN;
  };
  const unknown = [...repositories, ...registries].filter((each) => each.grants.some(isUnknown)).length;
  return unknown > 0
    ? [
        `Whom ${count(unknown, 'policy', 'policies')} of repositories or registries name is not known here: a snapshot ` +
          'with ecr:GetRepositoryPolicy and ecr:GetRegistryPolicy tells.',
      ]
    : [];
}
