import type { Place } from './place';
import { keyOf } from './place';
import type { SourceResource } from './source-resource';
import { ResourceType } from '../../../../src/ecr/resource-type';
import { isKnownText, readable, referenceOf, UNRESOLVED } from '../../../../src/text/holes';
import { isObject } from '../../../../src/text/json';
import { identityOf } from '../../compare/resource-identity';
import type { RegistryFile } from '../../snapshot/format';
import type { SnapshotRepository } from '../../snapshot/snapshot-images';

/** A repository with its resources of all inputs. */
export interface GatheredRepository {
  readonly name: string;
  /** Whether the name is that of the deployed repository. Otherwise it is for people only. */
  readonly isNamed: boolean;
  readonly isPublic: boolean;
  /** The first one that declares it. */
  declared?: SourceResource;
  /** The first snapshot that has it. */
  deployed?: SourceResource;
  readonly all: SourceResource[];
  inSnapshot?: SnapshotRepository;
}

/** A registry with its resources of all inputs. What an app declares stands for what a snapshot has of the same. */
export class GatheredRegistry {
  public readonly repositories = new Map<string, GatheredRepository>();
  /** What snapshots have of it. */
  public readonly files: RegistryFile[] = [];
  private readonly settings = new Map<string, SourceResource>();

  public constructor(
    /** Such as `111111111111/eu-central-1`. */
    public readonly name: string,
    public readonly place: Place,
  ) {}

  /** Whether no input has its content. */
  public get isOutside(): boolean {
    return this.repositories.size === 0 && this.settings.size === 0 && this.files.length === 0;
  }

  /** The settings of a type: what is declared, and what is deployed beside it. */
  public settingsOf(type: string): SourceResource[] {
    return [...this.settings.values()].filter(({ resource }) => resource.type === type);
  }

  /** Adds a setting, unless one of the same name is there. */
  public addSetting(setting: SourceResource): void {
    const { resource, properties } = setting;
    const unique = `${resource.stack.path}|${resource.logicalId}`;
    const key = identityOf(resource.type, properties) ?? unique;
    if (!this.settings.has(key)) this.settings.set(key, setting);
  }

  /** Adds a repository, or a resource of one that is there. */
  public addRepository(source: SourceResource, owned: SnapshotRepository | undefined): void {
    const { resource, properties, path } = source;
    const isPublic = resource.type === ResourceType.PUBLIC_REPOSITORY;
    const given = properties.RepositoryName;
    const name = isKnownText(given) ? given : owned?.line.repositoryName;
    const shown = name ?? nameInWords(given, source);
    const key = JSON.stringify(name === undefined ? [resource.stack.path, resource.logicalId] : [isPublic, name]);
    let repository = this.repositories.get(key);
    if (!repository) {
      repository = { name: shown, isNamed: name !== undefined, isPublic, all: [] };
      this.repositories.set(key, repository);
    }
    repository.all.push(source);
    if (path === undefined) repository.deployed ??= source;
    else repository.declared ??= source;
    repository.inSnapshot ??= owned;
  }

  public get key(): string | undefined {
    return keyOf(this.place);
  }
}

/** A name of which only the deployment knows a part, or else the path of the construct. */
function nameInWords(given: unknown, { path, resource }: SourceResource): string {
  const isPartlyKnown = typeof given === 'string' && given !== UNRESOLVED && referenceOf(given) === undefined;
  return isPartlyKnown ? readable(given) : (path ?? resource.logicalId);
}

/** The objects of a property with a list, of which a part may be unresolved. */
export function objectsIn(list: unknown): Record<string, unknown>[] {
  return [list].flat().filter(isObject);
}
