import type { Basis } from './needed-images';
import type { NotReady } from './not-ready';
import type { RepositoryReadiness } from './readiness';
import type { ReadyEnd, ReadyReport } from './ready-report';
import type { RegistryImages, RegistryPair } from './registry-pair';
import { JsonList } from '../io/json-output';
import type { Output } from '../io/output';

const VERSION = 1;

/** What is ready, for a program, by `cli/schemas/ready-1.schema.json`. */
export class JsonReport implements ReadyReport {
  private list?: JsonList;

  public constructor(private readonly out: Output) {}

  public async begin({ primary, recovery }: RegistryPair, basis: Basis): Promise<void> {
    const head = { version: VERSION, primary: registryJson(primary), recovery: registryJson(recovery), basis };
    this.list = new JsonList(this.out, head, 'repositories');
  }

  public async add(repository: RepositoryReadiness): Promise<void> {
    const { repositoryName, neededCount, notReady, reason } = repository;
    await this.list!.add({ repositoryName, neededCount, notReady: notReady.map(notReadyJson), missingReason: reason });
  }

  public async end(end: ReadyEnd): Promise<void> {
    await this.list!.end({
      neededCount: end.neededCount,
      notReadyCount: end.notReadyCount,
      indexesWithoutChildren: end.indexCount,
      archivedInPrimary: end.archivedCount,
      unknownReferences: end.unknown.map(({ text, users }) => ({ reference: text, usedBy: [...users] })),
      isReady: end.notReadyCount === 0,
    });
  }
}

function registryJson({ snapshot: { registry } }: RegistryImages): object {
  const { account, region, time } = registry;
  return { account, region, time };
}

function notReadyJson({ problem, imageDigest, tags, users, subject }: NotReady): object {
  return { problem, imageDigest, imageTags: tags, usedBy: users, subjectManifestDigest: subject };
}
