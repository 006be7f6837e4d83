import { AccessClass } from '../../../src/ecr/policy/access-class';
import { PrincipalRelation } from '../../src/report/model/registry-report';
import type { RegistryReport } from '../../src/report/model/registry-report';
import { RELATIONS } from '../shared/principal-names';

/** Those who push or pull: the principals of an account, or one principal of another kind. */
export interface Consumer {
  readonly name: string;
  readonly relation: PrincipalRelation;
  readonly pushes: boolean;
  readonly pulls: boolean;
  /** The places of the principals. */
  readonly principals: readonly number[];
  /** The places of the repositories whose policies name them. */
  readonly repositories: readonly number[];
  /** The places of the registries whose policies name them. */
  readonly registries: readonly number[];
}

interface Uses {
  readonly repositories: Set<number>;
  readonly registries: Set<number>;
  readonly principals: Set<number>;
  pushes: boolean;
  pulls: boolean;
}

/** Those who push or pull by the policies of the report: the farthest first, then those with the most repositories. */
export function consumersOf(
  report: Pick<RegistryReport, 'principals' | 'grants' | 'repositories' | 'registries'>,
): Consumer[] {
  const uses = new Map<string, Uses>();
  const add = (grants: readonly number[], place: (use: Uses) => void) => {
    for (const each of grants) {
      const grant = report.grants[each];
      const pushes = grant.classes.includes(AccessClass.PUSH);
      const pulls = grant.classes.includes(AccessClass.PULL);
      if (grant.isDeny || !(pushes || pulls)) continue;
      const key = keyOf(report.principals[grant.principal]);
      const use = uses.get(key) ?? {
        ...{ repositories: new Set(), registries: new Set(), principals: new Set<number>() },
        ...{ pushes: false, pulls: false },
      };
      uses.set(key, use);
      use.principals.add(grant.principal);
      use.pushes ||= pushes;
      use.pulls ||= pulls;
      place(use);
    }
  };
  report.repositories.forEach(({ grants }, place) => add(grants, ({ repositories }) => repositories.add(place)));
  report.registries.forEach(({ grants }, place) => add(grants, ({ registries }) => registries.add(place)));
  const consumers = [...uses].map(([key, use]): Consumer => {
    const [first] = use.principals;
    return {
      name: key,
      relation: report.principals[first].relation,
      ...{ pushes: use.pushes, pulls: use.pulls, principals: [...use.principals] },
      ...{ repositories: [...use.repositories], registries: [...use.registries] },
    };
  });
  return consumers.sort(
    (one, other) =>
      RELATIONS.indexOf(one.relation) - RELATIONS.indexOf(other.relation) ||
      other.repositories.length - one.repositories.length,
  );
}

/** Many consumers as one. */
export function together(consumers: readonly Consumer[], name: string): Consumer {
  const all = <K extends 'principals' | 'repositories' | 'registries'>(key: K) => [
    ...new Set(consumers.flatMap((consumer) => consumer[key])),
  ];
  return {
    ...{ name, relation: consumers[0].relation },
    pushes: consumers.some(({ pushes }) => pushes),
    pulls: consumers.some(({ pulls }) => pulls),
    ...{ principals: all('principals'), repositories: all('repositories'), registries: all('registries') },
  };
}

function keyOf({ name, account, relation }: RegistryReport['principals'][number]): string {
  if (relation === PrincipalRelation.EVERYBODY) return 'Everybody';
  return account === undefined ? name : `Account ${account}`;
}
