import type { ECRClient } from '@aws-sdk/client-ecr';
import {
  DescribeRegistryCommand,
  GetAccountSettingCommand,
  GetRegistryPolicyCommand,
  GetRegistryScanningConfigurationCommand,
  GetSigningConfigurationCommand,
  ListPullTimeUpdateExclusionsCommand,
  paginateDescribePullThroughCacheRules,
  paginateDescribeRepositoryCreationTemplates,
} from '@aws-sdk/client-ecr';
import type { AwsClients } from './aws-clients';
import { DeployedTemplates } from './deployed-templates';
import type { ImageLine, OwningStack, RegistryFile, RepositoryLine, Unread } from './format';
import { ImagesInUse } from './images-in-use';
import { KeyManagers } from './key-managers';
import { PrivateRepositories } from './private-repositories';
import { PublicRepositories } from './public-repositories';
import { isDeleted, Refusals } from './refusals';
import type { RepositoryReader } from './repository-reader';
import { PAGE_SIZE } from './repository-reader';
import { plain } from './sdk-values';
import type { Json } from '../../../src/text/json';
import { byText } from '../../../src/text/lists';
import { withoutUndefined } from '../../../src/text/without-undefined';

const ACCOUNT_SETTINGS = ['BASIC_SCAN_TYPE_VERSION', 'REGISTRY_POLICY_SCOPE', 'BLOB_MOUNTING'] as const;

/** The settings of a registry, as they are in `registry.json`. */
export type RegistrySettings = Omit<
  RegistryFile,
  'version' | 'account' | 'region' | 'partition' | 'time' | 'contents' | 'unread'
>;

/** Reads the registry of a region: its settings, its repositories and, on request, their images. */
export class RegistryReader {
  private readonly ecr: ECRClient;
  private readonly refusals = new Refusals();
  private readonly privateOnes: RepositoryReader;
  private readonly publicOnes?: RepositoryReader;

  private readonly templates: DeployedTemplates;
  private uses?: ImagesInUse;

  public constructor(private readonly clients: AwsClients) {
    this.ecr = clients.ecr;
    this.templates = new DeployedTemplates(clients.cloudFormation, this.refusals);
    this.privateOnes = new PrivateRepositories(clients.ecr, new KeyManagers(clients.kms, this.refusals), this.refusals);
    if (clients.ecrPublic) this.publicOnes = new PublicRepositories(clients.ecrPublic, this.refusals);
  }

  /** The calls that AWS has refused until now. */
  public get unread(): readonly Unread[] {
    return this.refusals.list;
  }

  /** The settings of the registry. */
  public async settings(): Promise<RegistrySettings> {
    const { ecr, refusals } = this;
    const policy = await refusals.ask(async () => ecr.send(new GetRegistryPolicyCommand({})), {
      none: 'RegistryPolicyNotFoundException',
    });
    const scanning = await refusals.ask(async () => ecr.send(new GetRegistryScanningConfigurationCommand({})));
    const registry = await refusals.ask(async () => ecr.send(new DescribeRegistryCommand({})));
    const signing = await refusals.ask(async () => ecr.send(new GetSigningConfigurationCommand({})), {
      none: 'SigningConfigurationNotFoundException',
    });
    return withoutUndefined({
      policy: refusals.policy(policy?.policyText, 'ecr:GetRegistryPolicy'),
      scanningConfiguration: scanning?.scanningConfiguration && plain(scanning.scanningConfiguration),
      replicationConfiguration: registry?.replicationConfiguration && plain(registry.replicationConfiguration),
      pullThroughCacheRules: await refusals.ask(async () => all(this.cacheRules())),
      repositoryCreationTemplates: await refusals.ask(async () => all(this.creationTemplates())),
      signingConfiguration: signing?.signingConfiguration && plain(signing.signingConfiguration),
      pullTimeUpdateExclusions: await refusals.ask(async () => all(this.pullTimeUpdateExclusions())),
      accountSettings: await this.accountSettings(),
    });
  }

  /** Reads where images of the account run. The images that are read afterwards say so. */
  public async readUses(account: string): Promise<void> {
    this.uses = await ImagesInUse.read(this.clients.inspector, account, this.refusals);
  }

  /** The deployed template of a stack; `undefined` if AWS refuses it. */
  public async template(stack: OwningStack): Promise<Json | undefined> {
    return this.templates.of(stack);
  }

  /** The repositories as lists have them, by their names, the private ones first. */
  public async repositories(): Promise<readonly RepositoryLine[]> {
    const lists: RepositoryLine[] = [];
    for (const reader of [this.privateOnes, this.publicOnes]) {
      const list = reader && (await this.refusals.ask(async () => all(reader.list())));
      lists.push(...(list ?? []).sort((one, other) => byText(one.repositoryName, other.repositoryName)));
    }
    return lists;
  }

  /** A repository with all its settings; `undefined` if it was deleted meanwhile. */
  public async complete(repository: RepositoryLine): Promise<RepositoryLine | undefined> {
    return unlessDeleted(async () => this.readerOf(repository).complete(repository));
  }

  /**
   * Hands the images of a repository over, page by page.
   *
   * @returns `false` if the repository was deleted meanwhile. Otherwise the images were handed over, or AWS has refused.
   */
  public async images(
    repository: RepositoryLine,
    use: (pages: AsyncIterable<readonly ImageLine[]>) => Promise<void>,
  ): Promise<boolean> {
    const read = async () => use(this.pagesOf(repository));
    const done = async () => {
      await this.refusals.ask(read, { of: repository.repositoryName });
      return true;
    };
    return (await unlessDeleted(done)) ?? false;
  }

  private async *pagesOf(repository: RepositoryLine): AsyncGenerator<readonly ImageLine[]> {
    const { uses } = this;
    const { repositoryName, isPublic } = repository;
    for await (const page of this.readerOf(repository).images(repository)) {
      // Amazon Inspector does not scan public repositories.
      yield uses && !isPublic ? page.map((image) => uses.addTo(repositoryName, image)) : page;
    }
  }

  private readerOf({ isPublic }: RepositoryLine): RepositoryReader {
    return isPublic && this.publicOnes ? this.publicOnes : this.privateOnes;
  }

  private async *cacheRules() {
    const pages = paginateDescribePullThroughCacheRules({ client: this.ecr, pageSize: PAGE_SIZE }, {});
    for await (const { pullThroughCacheRules = [] } of pages) yield* pullThroughCacheRules.map(plain);
  }

  private async *creationTemplates() {
    const pages = paginateDescribeRepositoryCreationTemplates({ client: this.ecr, pageSize: PAGE_SIZE }, {});
    for await (const { repositoryCreationTemplates = [] } of pages) yield* repositoryCreationTemplates.map(plain);
  }

  private async *pullTimeUpdateExclusions() {
    let nextToken: string | undefined;
    do {
      const page = await this.ecr.send(new ListPullTimeUpdateExclusionsCommand({ maxResults: PAGE_SIZE, nextToken }));
      yield* page.pullTimeUpdateExclusions ?? [];
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
  }

  private async accountSettings(): Promise<Readonly<Record<string, string>>> {
    const values: Record<string, string> = {};
    for (const name of ACCOUNT_SETTINGS) {
      const answer = await this.refusals.ask(async () => this.ecr.send(new GetAccountSettingCommand({ name })), {
        of: name,
      });
      if (answer?.value !== undefined) values[name] = answer.value;
    }
    return values;
  }
}

async function unlessDeleted<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (isDeleted(error)) return undefined;
    throw error;
  }
}

async function all<T>(values: AsyncIterable<T>): Promise<T[]> {
  const result: T[] = [];
  for await (const value of values) result.push(value);
  return result;
}
