import { InputKind } from '../../../src/check/checked-input';
import { readInput } from '../../../src/check/read-input';
import { registryParts } from '../../../src/report/registries/registry-parts';
import type { RegistryParts } from '../../../src/report/registries/registry-parts';
import { readSnapshots } from '../../../src/snapshot/snapshot-directory';
import type { Workspace } from '../../support';

/** A stack of an app: its resources by logical id, each with its type and properties. */
export interface TestStack {
  /** Such as `aws://111122223333/eu-central-1`. */
  readonly environment?: string;
  /** The tags that CloudFormation gives to all resources of the stack. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly resources: Readonly<Record<string, readonly [type: string, properties: object]>>;
}

/** The resources of a template in which each has the metadata of the construct with its logical id. */
function templateOf(stack: string, { resources }: TestStack): object {
  return {
    Resources: Object.fromEntries(
      Object.entries(resources).map(([id, [type, Properties]]) => [
        id,
        { Type: `AWS::${type}`, Properties, Metadata: { 'aws:cdk:path': `${stack}/${id}/Resource` } },
      ]),
    ),
  };
}

/** Writes a synthesized app, and gives its folder as an argument. */
export function writeApp(files: Workspace, folder: string, stacks: Readonly<Record<string, TestStack>>): string {
  files.write(`${folder}/manifest.json`, {
    version: '36.0.0',
    artifacts: Object.fromEntries(
      Object.entries(stacks).map(([name, { environment = 'aws://unknown-account/unknown-region', tags }], index) => [
        name,
        {
          ...{ type: 'aws:cloudformation:stack', environment, displayName: name },
          properties: { templateFile: `${index}.template.json`, stackName: name, ...(tags && { tags }) },
        },
      ]),
    ),
  });
  for (const [index, [name, stack]] of Object.entries(stacks).entries()) {
    files.write(`${folder}/${index}.template.json`, templateOf(name, stack));
  }
  return `$/${folder}`;
}

/** The parts of a report on some inputs. */
export async function partsOf(
  files: Workspace,
  inputs: readonly string[],
  options: { readonly ownerTag?: string } = {},
): Promise<RegistryParts> {
  const paths = inputs.map((input) => input.replace('$', files.folder));
  const read = await Promise.all(paths.map(readInput));
  const snapshots = await Promise.all(
    read.filter(({ kind }) => kind === InputKind.SNAPSHOT).map(async ({ name }) => readSnapshots(name)),
  );
  return registryParts({
    inputs: read,
    snapshots: snapshots.flat(),
    ...{ uses: [], useFiles: [], choices: {}, evidence: new Map() },
    at: new Date('2026-02-01T00:00:00Z'),
    ...options,
  });
}

/** The repositories as lines with the name of their registry. */
export function names({ registries, repositories }: RegistryParts): string[] {
  return repositories.map(({ registry, name, origin }) => `${registries[registry].name} ${name} (${origin})`);
}
