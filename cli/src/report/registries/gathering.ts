import { GatheredRegistry } from './gathered-registry';
import { filledAt, keyOf, unreadIn } from './place';
import type { Place } from './place';
import { ownerKey, SnapshotContents } from './snapshot-contents';
import type { RepositoryHint } from './snapshot-contents';
import { pathOf } from './source-resource';
import type { SourceResource } from './source-resource';
import { isRepositoryType, ResourceType } from '../../../../src/ecr/resource-type';
import type { TemplateResource } from '../../../../src/templates/template-resource';
import type { TemplateStack } from '../../../../src/templates/template-stack';
import { isKnownText } from '../../../../src/text/holes';
import { listed } from '../../../../src/text/lists';
import { isLiteral } from '../../../../src/text/unresolved';
import { InputKind } from '../../check/checked-input';
import type { CheckedInput } from '../../check/checked-input';
import { repositoryId } from '../../check/snapshot-input';
import type { ReportInputs } from '../report-inputs';

/** The types that tell what a registry is. Those of repositories come first. */
const TYPES = [
  ...[ResourceType.REPOSITORY, ResourceType.PUBLIC_REPOSITORY],
  ...[ResourceType.REGISTRY_POLICY, ResourceType.SCANNING_CONFIGURATION, ResourceType.REPLICATION_CONFIGURATION],
  ...[ResourceType.PULL_THROUGH_CACHE_RULE, ResourceType.CREATION_TEMPLATE, ResourceType.SIGNING_CONFIGURATION],
  ResourceType.PULL_TIME_EXCLUSION,
];

/** Resources that are deployed to one account and region, which may not be known. */
interface Environment {
  readonly input: CheckedInput;
  readonly place: Place;
  readonly isStackSet: boolean;
  readonly resources: TemplateResource[];
}

/** The registries of all inputs, before their parts are put in words. */
export class Gathering {
  public static async of({ inputs, snapshots }: ReportInputs): Promise<Gathering> {
    const gathering = new Gathering(await SnapshotContents.read(snapshots));
    const isSnapshot = ({ kind }: CheckedInput) => kind === InputKind.SNAPSHOT;
    // What is declared comes first, as it stands for what is deployed.
    for (const input of inputs.filter((each) => !isSnapshot(each))) gathering.addInput(input);
    for (const input of inputs.filter(isSnapshot)) gathering.addInput(input);
    return gathering;
  }

  /** The registries by their keys: the account and region, or else the environment of their app. */
  private readonly byKey = new Map<string, GatheredRegistry>();
  /** The registries of the environments of apps. */
  private readonly byEnvironment = new Map<string, GatheredRegistry>();
  private readonly inputs: CheckedInput[] = [];

  private constructor(private readonly contents: SnapshotContents) {
    for (const file of contents.registries) this.registryAt(file).files.push(file);
  }

  public get registries(): GatheredRegistry[] {
    return [...this.byKey.values()];
  }

  /** The registry at a known place. One that no input has is known as a destination only. */
  public registryAt(place: Required<Place>): GatheredRegistry {
    const { account, region } = place;
    return this.registryBy(keyOf(place)!, `${account}/${region}`, { account, region });
  }

  /**
   * The registry that a resource has as a destination: at a known place; in the unknown account of the resource; or else
   * one of its own.
   */
  public destinationOf({ input, resource }: SourceResource, place: Place, name: string): GatheredRegistry {
    const { account, region } = place;
    if (account !== undefined && region !== undefined) return this.registryAt({ account, region });
    const beside = this.byEnvironment.get(this.environmentKey(input, resource.stack, place));
    return account === undefined && beside ? beside : this.registryBy(`outside|${name}`, name, place);
  }

  private addInput(input: CheckedInput): void {
    this.inputs.push(input);
    const environments = new Map<string, Environment>();
    for (const type of TYPES) {
      for (const resource of input.app.resourcesOf(type)) {
        const { stack } = resource;
        const place = placeOf(stack);
        const key = this.environmentKey(input, stack, place);
        let environment = environments.get(key);
        if (!environment) {
          environment = { input, place, isStackSet: stack.description.isStackSet, resources: [] };
          environments.set(key, environment);
        }
        environment.resources.push(resource);
      }
    }
    for (const [key, environment] of environments) this.addEnvironment(key, environment);
  }

  private addEnvironment(key: string, environment: Environment): void {
    const { input, resources } = environment;
    const registry = this.registryOf(key, environment);
    this.byEnvironment.set(key, registry);
    const isDeployed = input.kind === InputKind.SNAPSHOT;
    for (const resource of resources) {
      const filled = filledAt(resource.properties, registry.place);
      const source: SourceResource = {
        ...{ input, resource },
        properties: isDeployed ? unreadIn(filled) : filled,
        ...(!isDeployed && { path: pathOf(resource) }),
      };
      if (!isRepositoryType(resource.type)) {
        registry.addSetting(source);
      } else {
        registry.addRepository(source, this.contents.find(registry.key ?? '', hintOf(resource, filled.RepositoryName)));
      }
    }
  }

  /** The registry of an environment. An unknown one is that of the only snapshot that has its repositories. */
  private registryOf(key: string, { place, isStackSet, resources }: Environment): GatheredRegistry {
    const { account, region } = place;
    if (!isStackSet && account !== undefined && region !== undefined) return this.registryAt({ account, region });
    const found = isStackSet ? undefined : this.registryWith(resources, place);
    if (found) return found;
    const stacks = [...new Set(resources.map(({ stack }) => stack.outermost.path))];
    return this.registryBy(key, listed(stacks, { max: 2 }), place);
  }

  private registryWith(resources: readonly TemplateResource[], place: Place): GatheredRegistry | undefined {
    const found = new Set(
      resources
        .filter(({ type }) => isRepositoryType(type))
        .flatMap((each) => this.contents.onlyWith(hintOf(each, each.properties.RepositoryName), place) ?? []),
    );
    if (found.size !== 1) return undefined;
    const [file] = found;
    return this.registryAt(file);
  }

  private registryBy(key: string, name: string, place: Place): GatheredRegistry {
    let registry = this.byKey.get(key);
    if (!registry) this.byKey.set(key, (registry = new GatheredRegistry(name, place)));
    return registry;
  }

  /** A text for all stacks of an input that are deployed to the same account and region. */
  private environmentKey(input: CheckedInput, stack: TemplateStack, { account, region }: Place): string {
    const { isStackSet, stage, path } = stack.description;
    const index = this.inputs.indexOf(input);
    return JSON.stringify([index, isStackSet ? path : stage, isStackSet, account, region]);
  }
}

function placeOf({ account, region }: TemplateStack): Place {
  return { ...(isLiteral(account) && { account }), ...(isLiteral(region) && { region }) };
}

/** What tells which repository of a snapshot a resource is. */
function hintOf({ type, stack, logicalId }: TemplateResource, name: unknown): RepositoryHint {
  const isPublic = type === ResourceType.PUBLIC_REPOSITORY;
  if (isKnownText(name)) return { id: repositoryId({ repositoryName: name, isPublic }) };
  const { stackName } = stack.description;
  return stackName === undefined ? {} : { owner: ownerKey(stackName, logicalId) };
}
