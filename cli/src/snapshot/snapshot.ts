import { AwsClients } from './aws-clients';
import { AwsError } from './aws-error';
import type { SnapshotContents } from './format';
import { identityOf } from './identity';
import { Rate } from './rate';
import { regionsOf } from './regions-of';
import { RegistryReader } from './registry-reader';
import { RegistrySnapshot } from './registry-snapshot';
import { RepositoryFilter } from './repository-filter';
import { SnapshotWriter } from './snapshot-writer';
import { unreadText } from './unread-text';
import { visible } from '../../../src/text/visible';
import { API, refuse } from '../io/bad-input';
import { ExitStatus } from '../io/command-io';
import type { CommandIo } from '../io/command-io';
import { Progress } from '../io/progress';
import { count } from '../io/quantities';

/** The options of the command `snapshot`. */
export interface SnapshotOptions {
  readonly out: string;
  readonly region?: readonly string[];
  readonly profile?: string;
  readonly repository?: readonly string[];
  readonly images?: boolean;
  readonly rate?: string;
  readonly endpointUrl?: string;
}

const DEFAULT_RATE = 5;

/** Reads registries of AWS into files. */
export async function snapshot(io: CommandIo, options: SnapshotOptions): Promise<ExitStatus> {
  const rate = new Rate(parseRate(options.rate));
  const regions = await regionsOf(options);
  try {
    const registries = await write(io, options, regions, rate);
    return report(io, options.out, registries);
  } catch (error) {
    const text = failureOf(error);
    if (text === undefined) throw error;
    io.stderr.write(`${API}: ${visible(text)}\n`);
    return ExitStatus.FAILED;
  }
}

/** Reads the registries of the regions. Nothing is left behind if it rejects. */
async function write(
  io: CommandIo,
  options: SnapshotOptions,
  regions: readonly string[],
  rate: Rate,
): Promise<readonly RegistrySnapshot[]> {
  const writer = new SnapshotWriter(options.out);
  try {
    const registries = await listRegistries(options, regions, rate);
    const total = registries.reduce((sum, { repositories }) => sum + repositories.length, 0);
    await new Progress(io).during(total, 'repositories', async (advance) => {
      for (const registry of registries) await registry.write(writer, advance);
    });
    await writer.commit();
    return registries;
  } catch (error) {
    writer.discard();
    throw error;
  }
}

async function listRegistries(
  { repository, images = false, profile, endpointUrl: endpoint }: SnapshotOptions,
  regions: readonly string[],
  rate: Rate,
): Promise<readonly RegistrySnapshot[]> {
  const filter = new RepositoryFilter(repository);
  const contents: SnapshotContents = { images, inspector: false, templates: false };
  const registries: RegistrySnapshot[] = [];
  for (const region of regions) {
    const clients = new AwsClients({ region, profile, endpoint, rate });
    const reader = new RegistryReader(clients);
    registries.push(await RegistrySnapshot.begin({ ...(await identityOf(clients)), region, contents, reader, filter }));
  }
  // A pattern may match what could not be listed.
  if (registries.every(({ unread }) => unread.length === 0)) filter.check();
  return registries;
}

/** Reports what was written and what is missing. */
function report(io: CommandIo, out: string, registries: readonly RegistrySnapshot[]): ExitStatus {
  const repositories = registries.reduce((sum, { written }) => sum + written, 0);
  const what = `${count(repositories, 'repository', 'repositories')} of ${count(registries.length, 'registry', 'registries')}`;
  io.stdout.write(`${visible(out)}: ${what}\n`);
  const incomplete = registries.filter(({ unread }) => unread.length > 0);
  for (const registry of incomplete) io.stderr.write(`${API}: ${unreadText(registry)}\n`);
  return incomplete.length > 0 ? ExitStatus.FAILED : ExitStatus.OK;
}

/** The text about a failure of AWS or the disk; `undefined` for a mistake of this program. */
function failureOf(error: unknown): string | undefined {
  if (error instanceof AwsError) return [error.message, error.remedy].filter((part) => part !== undefined).join('; ');
  const { syscall, message } = error as NodeJS.ErrnoException;
  return syscall === undefined ? undefined : `the snapshot cannot be written: ${message}`;
}

function parseRate(text: string | undefined): number {
  if (text === undefined) return DEFAULT_RATE;
  const rate = Number(text);
  if (rate > 0 && Number.isFinite(rate)) return rate;
  return refuse({ property: '--rate', found: text, must: 'be a number above 0', remedy: 'leave it out for 5' });
}
