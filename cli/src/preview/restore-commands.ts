import type { RepositoryPreview } from './repository-previews';
import { LifecycleAction } from '../../../src/lifecycle/lifecycle-enums';

/** So many are printed without being asked for. */
const FEW = 5;

/** The commands that restore what a policy archives. */
export class RestoreCommands {
  private readonly commands: string[] = [];
  private count = 0;

  /** @param isWanted whether all are printed, and not only few */
  public constructor(private readonly isWanted: boolean) {}

  public add(repository: RepositoryPreview): void {
    for (const { action, image } of repository.outcomes) {
      if (action !== LifecycleAction.ARCHIVE) continue;
      this.count += 1;
      if (this.isWanted || this.count <= FEW) this.commands.push(commandOf(repository, image.imageDigest));
    }
  }

  /** Empty if there are too many. */
  public get lines(): readonly string[] {
    if (this.count === 0) return [];
    return this.isWanted || this.count <= FEW ? ['To restore what is archived:', ...this.commands] : [];
  }
}

/** @see https://docs.aws.amazon.com/cli/latest/reference/ecr/update-image-storage-class.html */
function commandOf({ repositoryName, registry }: RepositoryPreview, digest: string): string {
  const options: Readonly<Record<string, string | undefined>> = {
    '--region': registry?.region,
    '--registry-id': registry?.account,
    '--repository-name': repositoryName,
    '--image-id': `imageDigest=${digest}`,
    '--target-storage-class': 'STANDARD',
  };
  const words = Object.entries(options).flatMap(([option, value]) =>
    value === undefined ? [] : [option, shellWord(value)],
  );
  return `aws ecr update-image-storage-class ${words.join(' ')}`;
}

/** A word as a shell reads it. The names of files are not checked as those of ECR are. */
function shellWord(word: string): string {
  return /^[\w./:=@-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
