import { Stack } from 'aws-cdk-lib';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type { ResourceEnvironment } from 'aws-cdk-lib/interfaces';
import type { IConstruct } from 'constructs';
import { differentEnvironment } from '../core/environment';
import type { FieldPattern } from '../ecr/events/event-fields';
import { checkAtLeastOne, InvalidInputError } from '../text/errors';
import { isLiteral } from '../text/unresolved';

/** The start of a name; a scanning filter's `*` would match nothing in an event pattern. */
const PREFIX = /^[a-z0-9][a-z0-9._/-]{0,255}$/;

/** The repositories whose events are meant: by name, by the start of their name, or all. */
export class RepositorySelection {
  public static check(
    api: string,
    scope: IConstruct,
    env: ResourceEnvironment,
    repositories: ecr.IRepositoryRef[] | undefined,
    prefixes: string[] | undefined,
  ): RepositorySelection {
    for (const [property, list] of Object.entries({ repositories, repositoryPrefixes: prefixes })) {
      checkAtLeastOne({ scope, api, property }, list, 'entry', 'leave it out for all repositories of the registry');
    }
    prefixes?.forEach((prefix, index) => {
      if (!isLiteral(prefix) || PREFIX.test(prefix)) return;
      throw new InvalidInputError({
        scope,
        api,
        property: `repositoryPrefixes[${index}]`,
        found: prefix,
        must: 'be the start of a name: 1 to 256 lower-case letters, digits and any of "._/-", without a wildcard',
        remedy: 'write "team/" for all repositories whose names start with it',
      });
    });
    repositories?.forEach((repository, index) => {
      if (!differentEnvironment(repository.env, env)) return;
      throw new InvalidInputError({
        scope,
        api,
        property: `repositories[${index}]`,
        found: `${repository.env.account}/${repository.env.region}`,
        must: `be of the registry ${env.account}/${env.region}`,
        remedy: 'watch each registry by itself',
      });
    });
    return new RepositorySelection(
      (repositories ?? []).map(({ repositoryRef }) => repositoryRef),
      [...new Set(prefixes)].sort(),
    );
  }

  public constructor(
    private readonly repositories: ecr.RepositoryReference[],
    private readonly prefixes: string[],
  ) {}

  /** The condition on a field with the repository's name; `undefined` for all. */
  public names(): FieldPattern | undefined {
    if (this.all) return undefined;
    return [
      ...this.repositories.map(({ repositoryName }) => repositoryName),
      ...this.prefixes.map((prefix) => ({ prefix })),
    ];
  }

  /** The condition on a field with the repository's ARN, in one account or, without an account, in any. */
  public arns(scope: IConstruct, { account, region }: Partial<ResourceEnvironment>): FieldPattern {
    const start = `arn:${Stack.of(scope).partition}:ecr:${region}:${account ?? '*'}:repository/`;
    const under = (name: string) => (account ? { prefix: `${start}${name}` } : { wildcard: `${start}${name}*` });
    if (this.all) return [under('')];
    return [
      ...this.repositories.map(({ repositoryArn, repositoryName }) =>
        account ? repositoryArn : { wildcard: `${start}${repositoryName}` },
      ),
      ...this.prefixes.map(under),
    ];
  }

  /** The repository, if exactly one is meant. */
  public get only(): ecr.RepositoryReference | undefined {
    return this.prefixes.length === 0 && this.repositories.length === 1 ? this.repositories[0] : undefined;
  }

  private get all(): boolean {
    return this.repositories.length === 0 && this.prefixes.length === 0;
  }
}
