import type { PlannedRegistry } from './plan';
import { label } from './waves';
import { REPLACING_PROPERTIES } from '../../../src/ecr/replacing-properties';
import { isRepositoryType } from '../../../src/ecr/resource-type';
import { judgeInput } from '../check/judge-input';
import type { ReportedFinding, Severity } from '../check/report';
import { inputOfSnapshots, repositoryId } from '../check/snapshot-input';
import { registryName } from '../snapshot/snapshot-images';

/** How a difference from the baseline is closed. */
export enum Closing {
  /** By a change of code. CloudFormation changes the repository in place. */
  IN_PLACE = 'in place',
  /** No property of a repository that exists can change so: its images have to be copied to a new one. */
  REPLACES = 'replaces the repository',
}

/** A difference from the baseline, and the repositories or settings that have it. */
export interface Difference {
  /** The id of the rule, such as `cdk-ecr::tagImmutability`. */
  readonly rule: string;
  readonly severity: Severity;
  readonly text: string;
  readonly remedy: string;
  readonly closing: Closing;
  /** As `<account>/<region>/<name>`. */
  readonly resources: readonly string[];
}

/** What differs from the baseline, of what the new app declares: equal differences are one. */
export async function differencesIn(path: string, registries: readonly PlannedRegistry[]): Promise<Difference[]> {
  const input = await inputOfSnapshots(
    path,
    registries.map(({ snapshot }) => snapshot),
  );
  // Not today: the same snapshot gives the same report.
  const [today] = registries.map(({ plan }) => plan.registry.time.slice(0, 10)).sort();
  const { findings } = judgeInput(input, { choices: {}, severities: new Map(), isByOwner: false, today });
  const adopted = new Map(registries.map((each) => [registryName(each.plan.registry), namesOf(each)]));
  const differences = new Map<string, Difference & { resources: string[] }>();
  for (const finding of findings) {
    const names = adopted.get(finding.stack ?? '');
    const resource = names && resourceOf(finding, names);
    if (resource === undefined) continue;
    const { rule, severity, text, remedy } = finding;
    const closing = closingOf(finding);
    const key = JSON.stringify([rule, severity, text, closing]);
    const known = differences.get(key);
    if (known === undefined) {
      differences.set(key, { rule, severity, text, remedy, closing, resources: [resource] });
    } else if (!known.resources.includes(resource)) {
      known.resources.push(resource);
    }
  }
  return [...differences.values()];
}

interface AdoptedNames {
  /** The names of resources by the ids that the input gives them. */
  readonly repositories: ReadonlyMap<string, string>;
  /** Types of settings that are left to others. */
  readonly leftTypes: ReadonlySet<string>;
  readonly registry: string;
}

function namesOf({ plan }: PlannedRegistry): AdoptedNames {
  return {
    repositories: new Map(plan.adopted.map((each) => [repositoryId(each), label(each)])),
    leftTypes: new Set(plan.leftSettings.map(({ type }) => type)),
    registry: registryName(plan.registry),
  };
}

function resourceOf(
  { type = '', logicalId = '' }: ReportedFinding,
  { repositories, leftTypes, registry }: AdoptedNames,
): string | undefined {
  const name = isRepositoryType(type) ? repositories.get(logicalId) : leftTypes.has(type) ? undefined : logicalId;
  return name === undefined || name === '' ? undefined : `${registry}/${name}`;
}

function closingOf({ type = '', at }: ReportedFinding): Closing {
  const [, property] = at.split('/');
  return isRepositoryType(type) && REPLACING_PROPERTIES[type].includes(property) ? Closing.REPLACES : Closing.IN_PLACE;
}
