import type { DefaultLifecycles } from './default-lifecycle';
import type { Difference } from './differences';
import type { GeneratedStack } from './generated-code';
import type { PlannedRegistry } from './plan';
import type { LabelledRepository, Waves } from './waves';
import { label } from './waves';
import { ResourceType } from '../../../src/ecr/resource-type';
import { number } from '../../../src/text/lists';
import { count } from '../io/quantities';
import { registryName } from '../snapshot/snapshot-images';

/** The report beside the code. */
export const REPORT_FILE = 'ADOPT.md';

/** What was adopted, and what a person should know before the import. */
export interface AdoptionReport {
  /** The folder of the new app. */
  readonly out: string;
  /** The snapshot, as seen from that folder. */
  readonly snapshot: string;
  readonly registries: readonly PlannedRegistry[];
  readonly stacks: readonly ReportedStack[];
  readonly waves: Waves;
  readonly differences: readonly Difference[];
  readonly lifecycles: DefaultLifecycles;
}

/** A stack of the new app, with the files that map its resources. */
export interface ReportedStack extends GeneratedStack {
  readonly mappings: readonly string[];
}

/** The number of repositories that a stack declares. */
export function repositoryCount({ resources }: Pick<GeneratedStack, 'resources'>): number {
  const types: readonly string[] = [ResourceType.REPOSITORY, ResourceType.PUBLIC_REPOSITORY];
  return resources.filter(({ type }) => types.includes(type)).length;
}

/** The repositories that the app was to declare and does not, as its code cannot: the remarks of the stacks say why. */
export function undeclared({ registries, stacks }: Pick<AdoptionReport, 'registries' | 'stacks'>): string[] {
  // A public repository is in one region, whatever region the snapshot is of.
  const nameIn = (account: string, region: string, { repositoryName, isPublic }: LabelledRepository) =>
    `${isPublic ? account : `${account}/${region}`}/${label({ repositoryName, isPublic })}`;
  const declared = new Set(
    stacks.flatMap(({ account, region, resources }) =>
      resources.map(({ type, identifier }) =>
        nameIn(account, region, {
          repositoryName: identifier.RepositoryName,
          isPublic: type === ResourceType.PUBLIC_REPOSITORY,
        }),
      ),
    ),
  );
  return registries.flatMap(({ plan: { registry, adopted } }) =>
    adopted.map((each) => nameIn(registry.account, registry.region, each)).filter((name) => !declared.has(name)),
  );
}

/** What a person should know of a report beside its tables, as sentences. */
export function notesOn(report: AdoptionReport): string[] {
  const ofRegistries = report.registries.flatMap(({ plan, notes }) =>
    notes.map((note) => `${registryName(plan.registry)}: ${note}`),
  );
  return [
    ...ofRegistries,
    ...report.stacks.flatMap(({ stackName, remarks }) => remarks.map((each) => `${stackName}: ${each}`)),
  ];
}

/** The effect of the default lifecycles in one sentence. */
export function lifecycleText({ repositories, unknown }: DefaultLifecycles): string {
  const without =
    unknown.length > 0
      ? `The snapshot has no images of ${repositoriesIn(unknown.length)}: cdk-ecr snapshot --images adds them, and adopt then says which of them the default lifecycle would take.`
      : '';
  if (repositories.length === 0) return without || 'No repository has images that a default lifecycle could take.';
  const sum = (key: 'archived' | 'deleted') => repositories.reduce((all, each) => all + each[key].length, 0);
  const taken = repositories.filter(({ archived, deleted }) => archived.length + deleted.length > 0).length;
  if (taken === 0) {
    const none = `The default lifecycles would take no image of ${repositoriesIn(repositories.length)}.`;
    return without === '' ? none : `${none} ${without}`;
  }
  const effect = `The default lifecycles would archive ${count(sum('archived'), 'image')} and delete ${number(sum('deleted'))}, in ${number(taken)} of ${repositoriesIn(repositories.length)}.`;
  return [effect, without].filter((text) => text !== '').join(' ');
}

/** A number of repositories. */
export function repositoriesIn(value: number): string {
  return count(value, 'repository', 'repositories');
}
