import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import {
  CloudFormationClient,
  paginateListExports,
  paginateListStackResources,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { DeleteRepositoryCommand, ECRClient } from '@aws-sdk/client-ecr';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { stacksOf, writeForEmulator } from './assembly';
import type { DeployedStack } from './assembly';
import type { Emulator, EmulatorOptions } from './emulator';
import { actualState, declaredState } from './repository-state';
import type { RepositoryState } from './repository-state';
import { resolve } from './resolve';
import type { StackFacts } from './resolve';

/** What became of a stack: deployed, read back and destroyed. */
export interface Round {
  readonly emulator: string;
  readonly stack: string;
  readonly declared: number;
  /** Of these, how many have a type that the emulator knows. */
  readonly known: number;
  readonly made: number;
  readonly repositories: number;
  readonly equal: number;
  /** Repositories that are there after the stack was destroyed. */
  readonly kept: number;
  readonly failures: readonly string[];
}

const CDK = path.join(path.dirname(require.resolve('aws-cdk/package.json')), 'bin', 'cdk');
const REPOSITORY = 'AWS::ECR::Repository';

/** The account that most examples name, and the regions that they deploy to. */
const ACCOUNT = '111122223333';
const REGIONS = ['eu-west-1', 'eu-central-1'];

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

const ANYBODY: Credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** Deploys assemblies, one after the other, to an emulator that has been bootstrapped. */
export class Rounds {
  public static async on(emulator: Emulator, options: EmulatorOptions, workspace: string): Promise<Rounds> {
    const sts = new STSClient({ endpoint: emulator.url, region: REGIONS[0], credentials: ANYBODY });
    const role = { RoleArn: `arn:aws:iam::${ACCOUNT}:role/deploys`, RoleSessionName: 'deploys' };
    const { Credentials: keys } = await sts.send(new AssumeRoleCommand(role));
    const rounds = new Rounds(emulator, options, workspace, {
      accessKeyId: keys!.AccessKeyId!,
      secretAccessKey: keys!.SecretAccessKey!,
      sessionToken: keys!.SessionToken,
    });
    await rounds.cdk('bootstrap', ...REGIONS.map((region) => `aws://${ACCOUNT}/${region}`));
    return rounds;
  }

  private constructor(
    private readonly emulator: Emulator,
    private readonly options: EmulatorOptions,
    private readonly workspace: string,
    private readonly credentials: Credentials,
  ) {}

  /** The stacks with something of a private registry, and those that they need. */
  public async of(synthesized: string): Promise<Round[]> {
    const example = path.basename(synthesized);
    const assembly = path.join(this.workspace, `${this.options.name}-${example}`);
    fs.cpSync(synthesized, assembly, { recursive: true });
    // The command line makes no stack that has no resource.
    const stacks = deployable(stacksOf(assembly, ACCOUNT, REGIONS[0])).filter(
      (stack) => this.knownOf(stack).length > 0,
    );
    if (stacks.length === 0) return [];
    for (const stack of stacks) writeForEmulator(stack, this.emulator.knownTypes);
    const names = stacks.map(({ name }) => name);
    await this.cdk(
      'deploy',
      '--app',
      assembly,
      '--method=direct',
      '--require-approval=never',
      '--exclusively',
      ...names,
    );
    const rounds: Round[] = [];
    for (const stack of stacks) rounds.push(await this.readBack(example, stack));
    if (this.options.protectsStacks) await Promise.all(stacks.map((stack) => this.unprotect(stack)));
    await this.cdk('destroy', '--app', assembly, '--force', '--exclusively', ...names);
    return Promise.all(rounds.map(async (round, i) => ({ ...round, kept: await this.removeKept(stacks[i]) })));
  }

  private async readBack(example: string, stack: DeployedStack): Promise<Round> {
    const facts = await this.factsOf(stack);
    const resources = Object.entries(stack.template.Resources);
    const repositories = resources.filter(([, { Type }]) => Type === REPOSITORY);
    const known = this.knownOf(stack);
    const failures: string[] = [];
    for (const [id, { Properties = {} }] of repositories) {
      const name = facts.physicalIds.get(id);
      const declared = declaredState(resolve(Properties, facts) as object);
      const actual = name === undefined ? undefined : await actualState(this.ecr(stack), name);
      const nameIsEqual = Properties.RepositoryName === undefined || Properties.RepositoryName === name;
      const text = nameIsEqual ? this.difference(declared, actual) : `its name is ${name}`;
      if (text) failures.push(`${this.options.name}: ${example}/${stack.name}/${id}: ${text}`);
    }
    const unmade = known.filter((id) => !facts.physicalIds.has(id));
    const equal = repositories.length - failures.length;
    if (unmade.length > 0) failures.push(`${this.options.name}: ${example}/${stack.name}: not made: ${unmade.join()}`);
    return {
      emulator: this.options.name,
      stack: `${example}/${stack.name}`,
      declared: resources.length,
      known: known.length,
      made: facts.physicalIds.size,
      repositories: repositories.length,
      equal,
      kept: 0,
      failures,
    };
  }

  /** The resources that have a type which the emulator knows. */
  private knownOf({ template }: DeployedStack): string[] {
    const resources = Object.entries(template.Resources);
    return resources.filter(([, { Type }]) => this.emulator.knownTypes.includes(Type)).map(([id]) => id);
  }

  private difference(declared: RepositoryState, actual: RepositoryState | undefined): string | undefined {
    if (!actual) return 'there is none';
    const different = this.options.keeps.filter((property) => !isDeepStrictEqual(declared[property], actual[property]));
    return different
      .map((of) => `${of} is ${JSON.stringify(actual[of])}, declared is ${JSON.stringify(declared[of])}`)
      .join('; ');
  }

  private async factsOf({ name, account, region, template }: DeployedStack): Promise<StackFacts> {
    const client = new CloudFormationClient(this.clientFor(region));
    const physicalIds = new Map<string, string>();
    for await (const { StackResourceSummaries } of paginateListStackResources({ client }, { StackName: name })) {
      for (const made of StackResourceSummaries ?? []) {
        physicalIds.set(made.LogicalResourceId!, made.PhysicalResourceId!);
      }
    }
    const exports = new Map<string, string>();
    for await (const { Exports } of paginateListExports({ client }, {})) {
      for (const made of Exports ?? []) exports.set(made.Name!, made.Value!);
    }
    const types = new Map(Object.entries(template.Resources).map(([id, { Type }]) => [id, Type]));
    return { account, region, physicalIds, types, exports };
  }

  private async unprotect({ name, region }: DeployedStack): Promise<void> {
    const client = new CloudFormationClient(this.clientFor(region));
    await client.send(new UpdateTerminationProtectionCommand({ StackName: name, EnableTerminationProtection: false }));
  }

  /** Removes the repositories that were kept, so that the next example begins anew, and counts them. */
  private async removeKept(stack: DeployedStack): Promise<number> {
    const client = this.ecr(stack);
    let kept = 0;
    for (const { Type, Properties } of Object.values(stack.template.Resources)) {
      const repositoryName = Properties?.RepositoryName as string | undefined;
      if (Type !== REPOSITORY || !repositoryName || !(await actualState(client, repositoryName))) continue;
      kept++;
      await client.send(new DeleteRepositoryCommand({ repositoryName, force: true }));
    }
    return kept;
  }

  private ecr({ region }: DeployedStack): ECRClient {
    return new ECRClient(this.clientFor(region));
  }

  private clientFor(region: string) {
    return { endpoint: this.emulator.url, region, credentials: this.credentials };
  }

  /** Runs the command line of the CDK where there is no app, and fails with what it said. */
  private async cdk(...args: string[]): Promise<void> {
    const child = spawn(process.execPath, [CDK, ...args], {
      cwd: this.workspace,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        CI: 'true',
        NODE_OPTIONS: '',
        AWS_ENDPOINT_URL: this.emulator.url,
        AWS_ACCESS_KEY_ID: this.credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: this.credentials.secretAccessKey,
        AWS_SESSION_TOKEN: this.credentials.sessionToken,
        AWS_REGION: REGIONS[0],
        AWS_CONFIG_FILE: os.devNull,
        AWS_SHARED_CREDENTIALS_FILE: os.devNull,
        AWS_EC2_METADATA_DISABLED: 'true',
      },
    });
    const output: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
    const status = await new Promise((done, fail) => child.on('error', fail).on('close', done));
    if (status === 0) return;
    throw new Error(`${this.options.name}: cdk ${args.join(' ')} ended with ${status}:\n${Buffer.concat(output)}`);
  }
}

function deployable(stacks: readonly DeployedStack[]): DeployedStack[] {
  const here = stacks.filter(({ account, region }) => account === ACCOUNT && REGIONS.includes(region));
  const wanted = new Set<string>();
  const want = (stack: DeployedStack) => {
    if (wanted.has(stack.name)) return;
    wanted.add(stack.name);
    for (const other of here) if (stack.dependencies.includes(other.name)) want(other);
  };
  for (const stack of here) {
    if (Object.values(stack.template.Resources).some(({ Type }) => Type.startsWith('AWS::ECR::'))) want(stack);
  }
  return here.filter(({ name }) => wanted.has(name));
}
