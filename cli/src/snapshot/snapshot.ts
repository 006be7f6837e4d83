import { accountsOf, checkAccounts } from './accounts';
import type { AccountOptions } from './accounts';
import { AwsClients } from './aws-clients';
import { AwsError } from './aws-error';
import type { SnapshotContents } from './format';
import { identityOf } from './identity';
import { Rate } from './rate';
import { Redactor } from './redactor';
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
export interface SnapshotOptions extends AccountOptions {
  readonly out: string;
  readonly region?: readonly string[];
  readonly profile?: string;
  readonly repository?: readonly string[];
  readonly images?: boolean;
  readonly withInspector?: boolean;
  readonly templates?: boolean;
  readonly redact?: boolean;
  readonly from?: string;
  readonly rate?: string;
  readonly endpointUrl?: string;
}

const DEFAULT_RATE = 5;

/** Reads registries of AWS into files. */
export async function snapshot(io: CommandIo, options: SnapshotOptions): Promise<ExitStatus> {
  const { from } = options;
  if (from !== undefined) return (await import('./snapshot-from')).snapshotFrom(io, { ...options, from });
  checkAccounts(options);
  const plan: Plan = {
    contents: contentsOf(options),
    filter: new RepositoryFilter(options.repository),
    rate: new Rate(parseRate(options.rate)),
    regions: await regionsOf(options),
  };
  try {
    return report(io, options.out, await write(io, options, plan));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const { message, remedy } = error;
    io.stderr.write(`${API}: ${visible(remedy === undefined ? message : `${message}; ${remedy}`)}\n`);
    return ExitStatus.FAILED;
  }
}

/** What to read, and how. */
interface Plan {
  readonly contents: SnapshotContents;
  readonly filter: RepositoryFilter;
  readonly rate: Rate;
  readonly regions: readonly string[];
}

/** The registries of all accounts and regions. */
interface Registries {
  readonly registries: readonly RegistrySnapshot[];
  readonly refused: readonly RefusedAccount[];
}

/** An account whose role may not be assumed. */
interface RefusedAccount {
  readonly account: string;
  readonly error: AwsError;
}

/** Reads the registries of the plan, and writes them. */
async function write(io: CommandIo, options: SnapshotOptions, plan: Plan): Promise<Registries> {
  return SnapshotWriter.write(options.out, options.redact ? new Redactor() : undefined, async (writer) => {
    const found = await listRegistries(options, plan);
    const total = found.registries.reduce((sum, { repositories }) => sum + repositories.length, 0);
    await new Progress(io).during(total, 'repositories', async (advance) => {
      for (const registry of found.registries) await registry.write(writer, advance);
    });
    return found;
  });
}

async function listRegistries(options: SnapshotOptions, plan: Plan): Promise<Registries> {
  const { profile, endpointUrl: endpoint } = options;
  const { contents, filter, rate, regions } = plan;
  const home = new AwsClients({ region: regions[0], profile, endpoint, rate });
  const caller = await identityOf(home);
  const registries: RegistrySnapshot[] = [];
  const refused: RefusedAccount[] = [];
  for (const { account, credentials } of await accountsOf(home, caller, options)) {
    try {
      await credentials?.();
      for (const region of regions) {
        const reader = new RegistryReader(new AwsClients({ region, profile, credentials, endpoint, rate }));
        registries.push(await RegistrySnapshot.begin({ ...caller, account, region, contents, reader, filter }));
      }
    } catch (error) {
      if (!(error instanceof AwsError) || error.action !== 'sts:AssumeRole' || !error.isAnswer) throw error;
      refused.push({ account, error });
    }
  }
  if (registries.length === 0) throw refused[0].error;
  // A pattern may match what could not be listed.
  if (refused.length === 0 && registries.every(({ unread }) => unread.length === 0)) filter.check();
  return { registries, refused };
}

/** Reports what was written and what is missing. */
function report(io: CommandIo, out: string, { registries, refused }: Registries): ExitStatus {
  const repositories = registries.reduce((sum, { written }) => sum + written, 0);
  const what = `${count(repositories, 'repository', 'repositories')} of ${count(registries.length, 'registry', 'registries')}`;
  io.stdout.write(`${visible(out)}: ${what}\n`);
  const incomplete = registries.filter(({ unread }) => unread.length > 0);
  for (const registry of incomplete) io.stderr.write(`${API}: ${unreadText(registry)}\n`);
  for (const { account, error } of refused) {
    io.stderr.write(`${API}: account ${account} is missing: ${visible(error.message)}\n`);
  }
  return incomplete.length + refused.length > 0 ? ExitStatus.FAILED : ExitStatus.OK;
}

function contentsOf({ images = false, withInspector = false, templates = false, redact }: SnapshotOptions) {
  if (templates && redact) {
    const must = 'not be given with --redact, as a template has more names than can be replaced';
    refuse({ property: '--templates', found: true, must, remedy: 'leave one of them out' });
  }
  // Uses are in the lines of images.
  return { images: images || withInspector, inspector: withInspector, templates };
}

function parseRate(text: string | undefined): number {
  if (text === undefined) return DEFAULT_RATE;
  const rate = Number(text);
  if (rate > 0 && Number.isFinite(rate)) return rate;
  return refuse({ property: '--rate', found: text, must: 'be a number above 0', remedy: 'leave it out for 5' });
}
