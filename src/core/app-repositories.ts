import { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import type { IConstruct } from 'constructs';
import type { AppConstructs } from './app-constructs';
import { relate, Relation } from './environment';
import { l1Of } from './l1-of';
import { addTo, byText } from '../text/lists';
import { isLiteral } from '../text/unresolved';

/** A private repository that the app declares with any construct. */
export interface AppRepository {
  readonly resource: ecr.CfnRepository;
  /** Its name, if it is known at synthesis. */
  readonly name?: string;
}

interface Positioned extends AppRepository {
  /** The position in the tree. */
  readonly position: number;
}

/** A repository with a known name. */
type Named = Positioned & { readonly name: string };

/** The repositories that the app declares in one account and region: ours, the L2's, and raw L1s. */
export class AppRepositories {
  /** The repositories in the account and region of the scope. */
  public static beside(scope: IConstruct, constructs: AppConstructs): AppRepositories {
    const stacks = constructs.derive(AppRepositories, () => byStack(constructs));
    const stack = Stack.of(scope);
    return constructs.derive(stack, () => {
      const beside = [...stacks].filter(([other]) => relate(stack, other) === Relation.SAME);
      return new AppRepositories(beside.flatMap(([, repositories]) => repositories));
    });
  }

  /** All of them, in the order of the tree. */
  public readonly all: readonly AppRepository[];
  /** The resources by name. The last resource with a name counts. */
  public readonly byName: ReadonlyMap<string, ecr.CfnRepository>;
  private readonly named: readonly Named[];

  private constructor(repositories: Positioned[]) {
    const all = repositories.sort(byPosition);
    const named = all.filter((one): one is Named => one.name !== undefined);
    this.all = all;
    this.byName = new Map(named.map(({ name, resource }) => [name, resource]));
    this.named = [...named].sort((one, other) => byText(one.name, other.name));
  }

  /** The repositories whose names start with one of the prefixes, in the order of the tree. */
  public under(prefixes: readonly string[]): Named[] {
    const found = new Set(prefixes.flatMap((prefix) => this.startingWith(prefix)));
    return [...found].sort(byPosition);
  }

  /** Names that start with a prefix stand together in the sorted list. */
  private startingWith(prefix: string): Named[] {
    const from = this.firstFrom(prefix);
    let to = from;
    while (to < this.named.length && this.named[to].name.startsWith(prefix)) to++;
    return this.named.slice(from, to);
  }

  /** The index of the first name that does not come before a text. */
  private firstFrom(text: string): number {
    let [low, high] = [0, this.named.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (byText(this.named[middle].name, text) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The name of a repository, if it is known at synthesis. The attribute with the name may be a reference. */
export function literalNameOf(repository: ecr.IRepositoryRef): string | undefined {
  const { repositoryName } = repository.repositoryRef;
  if (isLiteral(repositoryName)) return repositoryName;
  const resource = l1Of(ecr.CfnRepository, repository);
  return resource && nameOf(resource);
}

function byStack(constructs: AppConstructs): Map<Stack, Positioned[]> {
  const stacks = new Map<Stack, Positioned[]>();
  const resources = constructs.resources(ecr.CfnRepository.CFN_RESOURCE_TYPE_NAME) as ecr.CfnRepository[];
  resources.forEach((resource, position) => {
    const repository = { resource, name: nameOf(resource), position };
    const stack = Stack.of(resource);
    addTo(stacks, stack, repository);
  });
  return stacks;
}

/** The name in a resource, if it is known at synthesis. */
export function nameOf(resource: ecr.CfnRepository): string | undefined {
  // A token may resolve to a literal, as in the L2.
  const name: unknown = Stack.of(resource).resolve(resource.repositoryName);
  return typeof name === 'string' ? name : undefined;
}

function byPosition(one: Positioned, other: Positioned): number {
  return one.position - other.position;
}
