import { JsonReport } from './json-report';
import { Basis } from './needed-images';
import { readinessOf } from './readiness';
import type { ReadyReport } from './ready-report';
import { readPair } from './registry-pair';
import type { RegistryPair } from './registry-pair';
import { imagesIn, TextReport } from './text-report';
import { listed } from '../../../src/text/lists';
import { ImagesInUse } from '../in-use/images-in-use';
import { readUses } from '../in-use/read-uses';
import { isSame } from '../in-use/reference';
import { refuse } from '../io/bad-input';
import type { CommandIo } from '../io/command-io';
import { ExitStatus } from '../io/command-io';
import { Output } from '../io/output';

/** The options of the command `ready`. */
export interface ReadyOptions {
  readonly inUse?: readonly string[];
  readonly json?: boolean;
  readonly all?: boolean;
}

/** Checks that a recovery registry has the images that run. */
export async function ready(
  io: CommandIo,
  primaryPath: string,
  recoveryPath: string,
  options: ReadyOptions,
): Promise<ExitStatus> {
  const { inUse: files = [], json = false, all = false } = options;
  const uses = readUses(files);
  const pair = await readPair(primaryPath, recoveryPath);
  const inUse = new ImagesInUse(uses, (registry) => isSame(registry, pair.primary.snapshot.registry));
  if (files.length > 0 && inUse.references.length === 0) {
    const must = `name an image of ${pair.primary.name}`;
    refuse({
      property: '--in-use',
      found: listed(files),
      must,
      remedy: 'check the account, the region and the cluster',
    });
  }
  const basis = files.length > 0 ? Basis.FILES : await otherBasis(pair);
  const out = new Output(io.stdout);
  const report: ReadyReport = json ? new JsonReport(out) : new TextReport(out, { all });
  const sums = { neededCount: 0, notReadyCount: 0, indexCount: 0, archivedCount: 0 };
  await report.begin(pair, basis);
  for await (const repository of readinessOf(pair, { basis, inUse })) {
    sums.neededCount += repository.neededCount;
    sums.notReadyCount += imagesIn(repository.notReady);
    sums.indexCount += repository.indexCount;
    sums.archivedCount += repository.archivedCount;
    await report.add(repository);
  }
  if (sums.neededCount === 0) {
    const must = 'be at least 1, as nothing would be ready for anything';
    refuse({ property: `number of images of ${pair.primary.name}`, found: 0, must, remedy: 'check the snapshot' });
  }
  const unknown = inUse.unknown.filter(({ repository }) => repository === undefined);
  await report.end({ ...sums, foreignCount: inUse.foreignCount, unknown });
  await out.flush();
  return sums.notReadyCount > 0 ? ExitStatus.FOUND : ExitStatus.OK;
}

/** Amazon Inspector, if it has seen an image running; one that sees none may be off. */
async function otherBasis({ primary }: RegistryPair): Promise<Basis> {
  if (!primary.snapshot.registry.contents.inspector) return Basis.ALL;
  for (const name of primary.repositories.keys()) {
    if ((await primary.imagesOf(name)).inspected.size > 0) return Basis.INSPECTOR;
  }
  return Basis.ALL;
}
