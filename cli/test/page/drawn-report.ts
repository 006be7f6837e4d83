import { AccessClass } from '../../../src/ecr/policy/access-class';
import type { DrawnReport } from '../../page/map/graph';
import { PrincipalRelation } from '../../src/report/model/registry-report';
import type { ReportedRegistry } from '../../src/report/model/registry-report';
import { RepositoryOrigin, ScanningMode } from '../../src/report/model/reported-repository';
import type { ReportedRepository } from '../../src/report/model/reported-repository';

/** A registry with nothing, and what it has besides. */
export function registry(name: string, more: Partial<ReportedRegistry> = {}): ReportedRegistry {
  const [account, region] = name.split('/');
  return {
    ...{ name, account, region, settings: [], replications: [], caches: [], templates: [], signings: [], grants: [] },
    ...more,
  };
}

export function repository(name: string, more: Partial<ReportedRepository> = {}): ReportedRepository {
  return {
    ...{ registry: 0, name, origin: RepositoryOrigin.DECLARED, encryption: 'AES-256', mutability: 'immutable' },
    ...{ scanning: { mode: ScanningMode.UNKNOWN, by: '' }, replicas: [], grants: [] },
    ...more,
  };
}

export function drawnReport(parts: Partial<DrawnReport>): DrawnReport {
  return {
    ...{ registries: [registry('111111111111/eu-central-1')], repositories: [] },
    ...{ principals: [], grants: [], lifecycles: [] },
    ...parts,
  };
}

/** Principals of other accounts, each with a grant that pulls. */
export function outsiders(count: number): Pick<DrawnReport, 'principals' | 'grants'> {
  const accounts = Array.from({ length: count }, (_, index) => String(222222222222 + index));
  return {
    principals: accounts.map((account) => ({
      name: `arn:aws:iam::${account}:root`,
      ...{ relation: PrincipalRelation.OUTSIDE, account },
    })),
    grants: accounts.map((_, principal) => ({
      ...{ principal, isDeny: false, classes: [AccessClass.PULL], statement: 0 },
    })),
  };
}

/** Many registries with much of everything. */
export function vastReport(registries: number, repositories: number): DrawnReport {
  const { principals, grants } = outsiders(40);
  return {
    registries: Array.from({ length: registries }, (_, index) =>
      registry(`${333333333333 + Math.floor(index / 3)}/eu-central-${(index % 3) + 1}`, {
        replications: [{ to: (index + 1) % registries, prefixes: ['prod/', 'base/'] }],
        caches: Array.from({ length: 11 }, (__, cache) => ({
          ...{ prefix: `cache-${cache}`, upstream: `registry-${cache}.example.com`, hasCredentials: cache % 2 === 0 },
        })),
        templates: Array.from({ length: 9 }, (__, template) => ({
          ...{ prefix: `team-${template}`, appliedFor: 'push', lines: [] },
        })),
        signings: Array.from({ length: 9 }, (__, signing) => ({ filters: ['*'], profile: `profile-${signing}` })),
      }),
    ),
    repositories: Array.from({ length: repositories }, (_, index) =>
      repository(`team-${index % 700}/part-${index % 7}/service-${index}`, {
        ...{ registry: index % registries, grants: [index % 40], template: `team-${index % 9}` },
        ...(index % 5 === 0 ? { cache: `cache-${index % 11}` } : {}),
      }),
    ),
    ...{ principals, grants, lifecycles: [] },
  };
}
