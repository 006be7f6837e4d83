import { upperFirst, camelCase } from './naming';
import { privateRepositoriesCode } from './private-repositories-code';
import { publicRepositoriesCode } from './public-repositories-code';
import type { RepositoriesCode } from './repositories-code';
import { cacheRefusalOf } from './role-refusal';
import { StackSource } from './stack-source';
import { stackParts } from './stack-split';
import type { StackPart } from './stack-split';
import { PUBLIC_REPOSITORY_REGION } from '../../../../src/ecr/regions';
import { number } from '../../../../src/text/lists';
import type { RepositoryLine } from '../../snapshot/format';
import type { AdoptionPlan } from '../adoption-plan';
import type { GeneratedStack } from '../generated-code';

/** A kind of repositories, which have stacks of their own. */
interface Kind {
  readonly className: string;
  readonly words: string;
  readonly region: string;
  readonly write: (repositories: readonly RepositoryLine[], source: StackSource) => RepositoriesCode;
}

/** The stacks with the repositories of a registry. Their files are not formatted yet: see `formatted`. */
export function repositoryStacks(plan: AdoptionPlan): GeneratedStack[] {
  const { adopted } = plan;
  const { account, region, partition, time } = plan.registry;
  const kinds: readonly (readonly [Kind, readonly RepositoryLine[]])[] = [
    [
      {
        className: 'Repositories',
        words: 'private',
        region,
        write: (repositories, source) =>
          privateRepositoriesCode(repositories, source, (each) => cacheRefusalOf(each, plan)),
      },
      adopted.filter(({ isPublic }) => !isPublic),
    ],
    [
      {
        className: 'PublicRepositories',
        words: 'public',
        region: PUBLIC_REPOSITORY_REGION,
        write: publicRepositoriesCode,
      },
      adopted.filter(({ isPublic }) => isPublic),
    ],
  ];
  return kinds.flatMap(([kind, repositories]) => {
    const parts = stackParts(repositories);
    const names = classNames(kind, parts);
    return parts.map((part, index): GeneratedStack => {
      const className = names[index];
      const source = new StackSource(account, kind.region, partition);
      const { resources, remarks } = kind.write(part.repositories, source);
      const comment = `${commentOf(kind, part)} of the account ${account} in ${kind.region}, as of ${time.slice(0, 10)}.`;
      return {
        // CloudFormation takes no underscore.
        stackName: `${className.replaceAll('_', '-')}-${account}-${kind.region}`,
        account,
        region: kind.region,
        className,
        file: {
          path: `lib/${account}-${region}/${fileName(className)}.ts`,
          content: source.render({ className, comment }),
        },
        resources,
        remarks,
      };
    });
  });
}

function commentOf({ words }: Kind, { namespace, number: part, repositories }: StackPart): string {
  const of = namespace === undefined ? '' : ` under ${namespace}/`;
  return `${part === undefined ? '' : `Part ${part}: `}${number(repositories.length)} ${words} ${
    repositories.length === 1 ? 'repository' : 'repositories'
  }${of}`;
}

/** A name for each part. Two namespaces may be the same in camel case. */
function classNames({ className }: Kind, parts: readonly StackPart[]): string[] {
  const taken = new Set<string>();
  return parts.map(({ namespace = '', number: part }) => {
    const wanted = `${upperFirst(camelCase(namespace))}${className}${part ?? ''}`;
    let name = wanted;
    for (let other = 2; taken.has(name); other++) name = `${wanted}_${other}`;
    taken.add(name);
    return name;
  });
}

/** `TeamRepositories2` is in `team-repositories-2`. */
function fileName(className: string): string {
  return className
    .replace(/_/g, '-')
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .replace(/([A-Za-z])(\d+)$/, '$1-$2')
    .toLowerCase();
}
