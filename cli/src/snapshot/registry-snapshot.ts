import type { OwningStack, RegistryFile, RepositoryLine, SnapshotContents, Unread } from './format';
import { FORMAT_VERSION } from './format';
import type { Identity } from './identity';
import type { RegistryReader } from './registry-reader';
import type { RepositoryFilter } from './repository-filter';
import type { RegistryWriter, SnapshotWriter } from './snapshot-writer';

/** The registry of an account and a region, and what to read of it. */
export interface RegistrySnapshotProps extends Identity {
  readonly region: string;
  readonly contents: SnapshotContents;
  readonly reader: RegistryReader;
  readonly filter: RepositoryFilter;
}

/** A registry that is read into a snapshot. Its repositories are listed first, so that a wrong name is found at once. */
export class RegistrySnapshot {
  /** Lists the repositories. */
  public static async begin(props: RegistrySnapshotProps): Promise<RegistrySnapshot> {
    const time = new Date();
    const repositories = await props.reader.repositories();
    const wanted = repositories.filter(({ repositoryName }) => props.filter.matches(repositoryName));
    return new RegistrySnapshot(props, time, wanted);
  }

  public readonly account: string;
  public readonly region: string;
  private count = 0;
  /** The stacks that own what is written, by their names. */
  private readonly stacks = new Map<string, OwningStack>();

  private constructor(
    private readonly props: RegistrySnapshotProps,
    private readonly time: Date,
    public readonly repositories: readonly RepositoryLine[],
  ) {
    this.account = props.account;
    this.region = props.region;
  }

  /** The calls that AWS has refused until now. */
  public get unread(): readonly Unread[] {
    return this.props.reader.unread;
  }

  /** The number of repositories that are written. Others were deleted meanwhile. */
  public get written(): number {
    return this.count;
  }

  /** Reads the rest, and writes all of it. */
  public async write(to: SnapshotWriter, advance: () => void): Promise<void> {
    const { account, region, partition, contents, reader } = this.props;
    const writer = to.registry(account, region);
    const settings = await reader.settings();
    if (contents.inspector) await reader.readUses(account);
    for (const repository of this.repositories) {
      await this.writeRepository(repository, writer);
      advance();
    }
    if (contents.templates) await this.writeTemplates(writer);
    const registry: RegistryFile = {
      version: FORMAT_VERSION,
      account,
      region,
      partition,
      time: this.time.toISOString(),
      contents,
      ...settings,
      unread: this.unread,
    };
    await writer.end(registry);
  }

  private async writeRepository(repository: RepositoryLine, writer: RegistryWriter): Promise<void> {
    const { contents, reader } = this.props;
    const line = await reader.complete(repository);
    if (line === undefined) return;
    if (contents.images) {
      const isThere = await reader.images(repository, async (pages) => writer.images(repository, pages));
      if (!isThere) return;
    }
    await writer.repository(line);
    this.count += 1;
    if (line.stack) this.stacks.set(line.stack.stackName, line.stack);
  }

  private async writeTemplates(writer: RegistryWriter): Promise<void> {
    for (const stack of this.stacks.values()) {
      const template = await this.props.reader.template(stack);
      if (template !== undefined) await writer.template(stack.stackName, template);
    }
  }
}
