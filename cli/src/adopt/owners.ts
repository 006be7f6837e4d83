import { LeftReason } from './adoption-plan';
import type { OwnedByState } from './terraform-state';
import { isRepositoryType, ResourceType } from '../../../src/ecr/resource-type';
import { isObject } from '../../../src/text/json';
import type { Json } from '../../../src/text/json';
import { addTo, listed } from '../../../src/text/lists';
import { isIn } from '../in-use/reference';
import { refuse } from '../io/bad-input';
import type { RegistryFile, RepositoryLine, Unread } from '../snapshot/format';

/** The reason why a repository or a setting is not adopted. */
export interface Owner {
  readonly reason: LeftReason;
  readonly by: string;
}

/** What is known of owners beside the tags of repositories. */
export interface KnownOwners {
  /** What the given states own, of all registries. */
  readonly states: readonly OwnedByState[];
  /** Whether states were given, so that they and not tags tell what Terraform owns. */
  readonly hasStates: boolean;
  /** The deployed templates of stacks, as far as the snapshot has them. */
  readonly templates: ReadonlyMap<string, Json>;
  readonly registry: RegistryFile;
}

/** Words of tools that keep a state, in the tags that mark what is theirs. */
const TOOLS = /terraform|opentofu|terragrunt|pulumi/i;
const NO = /^(?:false|no|0|none)$/i;
/** CloudFormation says so of a stack that was deleted long ago. */
const GONE = /does not exist/;
const GET_TEMPLATE = 'cloudformation:GetTemplate';

/** The calls without which a repository is not known as it is. */
const CALLS = ['ecr:GetRepositoryPolicy', 'ecr:GetLifecyclePolicy', 'ecr:ListTagsForResource'];
const PUBLIC_CALLS = [
  ...['ecr-public:GetRepositoryPolicy', 'ecr-public:GetRepositoryCatalogData', 'ecr-public:ListTagsForResource'],
];

/** Tells who owns the repositories of a registry. */
export class Owners {
  private readonly byName = new Map<string, OwnedByState[]>();
  private readonly unread = new Map<string, Unread[]>();
  private readonly goneStacks: ReadonlySet<string>;

  public constructor(private readonly known: KnownOwners) {
    const { states, registry } = known;
    for (const owned of states) {
      if (owned.name !== undefined && isRepositoryType(owned.type) && isIn(owned, registry)) {
        addTo(this.byName, keyOf(owned.name, owned.type === ResourceType.PUBLIC_REPOSITORY), owned);
      }
    }
    for (const each of registry.unread) addTo(this.unread, each.action, each);
    const gone = registry.unread.filter(({ action, message }) => action === GET_TEMPLATE && GONE.test(message));
    this.goneStacks = new Set(gone.flatMap(({ of = [] }) => of));
  }

  /** The owner of a repository, or the reason why it is not known; `undefined` if nobody owns it. */
  public of(repository: RepositoryLine): Owner | undefined {
    const stack = this.stackOf(repository);
    const state = this.stateOf(repository);
    if (stack !== undefined && state !== undefined && !state.isPart) {
      const both = `the stack ${stack} and ${placeOf(state)}`;
      return refuseOwners(repository, both, 'remove it from one of them, and take the snapshot again');
    }
    if (stack !== undefined) return { reason: LeftReason.STACK, by: stack };
    if (state !== undefined) return { reason: LeftReason.TERRAFORM, by: state.state };
    const hint = this.hintOf(repository);
    if (hint !== undefined && !this.known.hasStates) return { reason: LeftReason.TERRAFORM, by: hint };
    const calls = this.refusedCalls(repository);
    return calls.length > 0 ? { reason: LeftReason.UNREAD, by: calls.join(', ') } : undefined;
  }

  /** The tag with which Terraform or a similar tool may have marked a repository as its own, such as `ManagedBy=terraform`. */
  public hintOf({ tags = {} }: RepositoryLine): string | undefined {
    const hint = Object.entries(tags).find(([key, value]) => (TOOLS.test(key) && !NO.test(value)) || TOOLS.test(value));
    return hint && `tag ${hint.join('=')}`;
  }

  /** The stack that the tags of a repository name although it does not own the repository any more. */
  public formerStackOf({ stack }: RepositoryLine): string | undefined {
    return stack !== undefined && this.hasLeft(stack) ? stack.stackName : undefined;
  }

  private stackOf({ stack }: RepositoryLine): string | undefined {
    return stack === undefined || this.hasLeft(stack) ? undefined : stack.stackName;
  }

  /** Whether a stack is gone, or its template does not have the resource. The tags stay when a resource is retained. */
  private hasLeft({ stackName, logicalId }: NonNullable<RepositoryLine['stack']>): boolean {
    if (this.goneStacks.has(stackName)) return true;
    const resources = this.known.templates.get(stackName)?.Resources;
    if (logicalId === undefined || !isObject(resources)) return false;
    // A macro that is not expanded may declare anything.
    if (Object.keys(resources).some((id) => id.startsWith('Fn::'))) return false;
    return !Object.hasOwn(resources, logicalId);
  }

  private stateOf(repository: RepositoryLine): OwnedByState | undefined {
    const { repositoryName, isPublic = false } = repository;
    const all = this.byName.get(keyOf(repositoryName, isPublic)) ?? [];
    const owners = all.filter(({ isPart }) => !isPart);
    if (owners.length > 1) {
      const both = listed(owners.map(placeOf), { max: 2 });
      refuseOwners(repository, both, 'remove it from one of them by terraform state rm, or leave out an old copy');
    }
    return owners[0] ?? all[0];
  }

  private refusedCalls({ repositoryName, isPublic, encryption }: RepositoryLine): string[] {
    const calls = (isPublic ? PUBLIC_CALLS : CALLS).filter((action) =>
      this.unread.get(action)?.some(({ of }) => of === undefined || of === repositoryName),
    );
    const hasUnknownKey =
      encryption !== undefined && encryption.encryptionType !== 'AES256' && encryption.keyManager === undefined;
    return hasUnknownKey ? [...calls, 'kms:DescribeKey'] : calls;
  }
}

function keyOf(name: string, isPublic: boolean): string {
  return `${isPublic ? 'public' : 'private'} ${name}`;
}

function placeOf({ state, address }: OwnedByState): string {
  return `${address} of ${state}`;
}

function refuseOwners({ repositoryName }: RepositoryLine, found: string, remedy: string): never {
  return refuse({ property: `owner of ${repositoryName}`, found, must: 'be one', remedy });
}
